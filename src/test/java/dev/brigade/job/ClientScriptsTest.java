package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TwoTrees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scripts of plain rsync commands do what the job would, on clients that have no Java. */
class ClientScriptsTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended plan(String... options) {
        List<String> words = new ArrayList<>(List.of("plan", "--commands"));
        words.addAll(List.of(options));
        words.addAll(List.of(
                "--job",
                trees.home().resolve("job").toString(),
                trees.source() + "/",
                trees.destination().toString()));
        return trees.program().run(words.toArray(String[]::new));
    }

    /** Runs a script with nothing but sh and rsync on PATH. */
    private String runs(String script) {
        return trees.sh("mkdir -p bin && ln -sf $(command -v rsync) $(command -v sh) bin/"
                + " && env -i PATH=$PWD/bin sh job/" + script + ".sh 2>&1; echo $?");
    }

    @Test
    void anAwkwardTreeIsEqual() {
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());

        Ended planned = plan("--clients", "3", "-p", "3");
        assertThat(planned.exit()).as(planned.toString()).isZero();
        assertThat(trees.sh("ls job")).isEqualTo("client-1.sh\nclient-2.sh\nclient-3.sh\nfinish.sh\n");
        assertThat(planned.out()).contains("run client-K.sh on each client, then finish.sh on one");
        for (String script : List.of("client-2", "client-1", "client-3", "finish")) {
            assertThat(runs(script)).isEqualTo("0\n");
        }

        trees.assertSame();
    }

    @Test
    void deletesWhatIsExtra() {
        trees.source(file("a", 1), dir("d", file("b", 2)), dir("e", file("c", 3)));
        trees.destination(file("extra", 1), dir("d", file("extra", 2)), dir("old", file("x", 1)));

        plan("--clients", "2", "--delete");
        assertThat(runs("client-1") + runs("client-2") + runs("finish")).isEqualTo("0\n0\n0\n");

        trees.assertSame();
    }

    @Test
    void deletesNothingIfTheSourceIsEmptySince() {
        trees.source(dir(".d", file("b", 2)));
        plan("--clients", "1", "--delete");
        assertThat(runs("client-1")).isEqualTo("0\n");
        trees.sh("mv source unmounted && mkdir -p source/lost+found");

        for (String script : List.of("client-1", "finish")) {
            assertThat(runs(script)).isEqualTo("source " + trees.source() + " is empty: is something unmounted?\n40\n");
        }
        assertThat(trees.destination().resolve(".d/b")).exists();
    }

    @Test
    void emptiesTheDestinationIfThePlanAllowsIt() {
        trees.sh("mkdir source");
        trees.destination(file("extra", 1));

        plan("--clients", "1", "--delete", "--allow-empty-source");
        assertThat(runs("client-1") + runs("finish")).isEqualTo("0\n0\n");

        assertThat(trees.destination()).isEmptyDirectory();
    }

    @Test
    void endsWithTheCodeOfItsProcesses() {
        trees.source(file("a", 1), dir("d", file("b", 2)));
        plan("--clients", "1");
        trees.sh("rm -r destination && echo > destination");

        assertThat(runs("client-1")).doesNotEndWith("\n0\n");
    }

    @Test
    void aWordIsQuotedWhateverItHolds() {
        byte[] word = "it's $HOME\n\\".getBytes(StandardCharsets.US_ASCII);

        String quoted = new String(ClientScripts.quoted(word), StandardCharsets.US_ASCII);

        assertThat(trees.sh("printf %s " + quoted)).isEqualTo("it's $HOME\n\\");
    }
}
