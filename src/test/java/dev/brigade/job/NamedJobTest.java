package dev.brigade.job;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job copies only what a list names. */
class NamedJobTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private void source() {
        trees.source(
                file("top", 1),
                dir("a", file("one", 1), file("two", 2), dir("b", file("deep", 3), dir("c", file("deeper", 4)))),
                dir("d", file("x", 5), hardLink("y", "d/x"), file("z", 6)));
    }

    private Ended run(String line) {
        return trees.program().run(trees.inFull(line.trim().split(" +", -1)));
    }

    private Ended plan(String options) {
        return run("plan --job ~/job --shards 2 --manifest ~/list " + options + " ~/source/ ~/destination");
    }

    private void assertWhole() {
        for (String step : new String[] {"work --job ~/job 0-1", "finish --job ~/job"}) {
            Ended ended = run(step);
            assertThat(ended.exit()).as(ended.toString()).isZero();
        }
    }

    private String files() {
        return trees.sh("cd destination && find . ! -type d | sort | tr '\n' ' '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf 'a/one\\0./d/x\\0d/y\\0a/b/c/\\0'",
                "printf 'a/one\\nd//x\\nd/./y\\na/b/c/\\n'",
                "printf 'a/one\\n%s/d/x\\n%s/d/y\\na/b/c/' $PWD/source $PWD/source",
            })
    void onlyWhatItNames(String list) {
        source();
        trees.sh(list + " > list");

        assertThat(plan("").exit()).isZero();
        assertWhole();

        assertThat(files()).isEqualTo("./a/b/c/deeper ./a/one ./d/x ./d/y ");
        assertThat(trees.sh(
                        "[ destination/d/x -ef destination/d/y ] && cmp source/a/one destination/a/one && stat -c %Y"
                                + " destination/a/b/c source/a/b/c | uniq | wc -l"))
                .isEqualTo("1\n");
    }

    @Test
    void allThatFindPrints() {
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());
        trees.sh("find source -mindepth 1 -print0 | sed -z 's,^source/,,' > list");

        assertThat(plan("").exit()).isZero();
        assertWhole();

        assertThat(
                        trees.sh(
                                "diff -r --no-dereference source destination 2>&1 | grep -v -e socket -e fifo -e device || true"))
                .isEmpty();
    }

    @Test
    void whatIsNewBesideItIsNotCopied() {
        source();
        trees.sh("printf 'a/one\\0a/two\\0' > list");
        plan("");
        run("work --job ~/job 0-1");
        trees.sh("echo longer > source/a/two && echo x > source/a/new");

        Ended finished = run("finish --job ~/job");

        assertThat(finished.exit()).as(finished.toString()).isEqualTo(3);
        assertThat(files()).isEqualTo("./a/one ./a/two ");
        assertThat(trees.sh("cmp source/a/two destination/a/two")).isEmpty();
    }

    @Test
    void aNameThatIsNotThereFails() {
        source();
        trees.sh("printf 'a/one\\0a/none\\0' > list");

        Ended planned = plan("");

        assertThat(planned.exit()).isEqualTo(20);
        assertThat(planned.err()).contains("a/none: source not readable: No such file or directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd"})
    void aNameOutsideIsRefused(String name) {
        source();
        trees.sh("echo " + name + " > list");

        Ended planned = plan("");

        assertThat(planned.exit()).isEqualTo(2);
        assertThat(planned.err())
                .isEqualTo("brigade: the list names " + name + ", which is not inside the source " + trees.source()
                        + "/\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--delete", "~/job2/"})
    void whatAListCannotDo(String more) {
        source();
        trees.sh("mkdir job2; echo top > list");

        assertThat(plan(more).err()).contains("--manifest cannot be used with ");
    }

    @Test
    void onlyOneListComesFromStandardInput() {
        source();

        Ended ended = run("plan --job ~/job --manifest - --exclude-from - ~/source/ ~/destination");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("brigade: --manifest - and --exclude-from - cannot both read standard input\n");
    }
}
