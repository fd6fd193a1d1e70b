package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that is written to while it is copied: what is there at the end arrives, and what moved is named. */
class MovingSourceTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                file("top", 10),
                dir("d", file("rewritten", 100), file("removed", 50), file("kept", 5)),
                dir("e", dir("f")));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private String inSource(String script) {
        return "(cd '" + trees.source() + "' && " + script + ")";
    }

    private Ended sync(Rule hook, String... options) {
        return trees.sync(trees.program().with(trees.rsync(hook)), options);
    }

    private static final String MOVES =
            "echo longer than before > d/rewritten; rm d/removed; echo new > d/created; mkdir -p e/n/m; echo x > e/n/m/in; chmod 750 e/n";

    @Test
    void movesBetweenTheCrawlsAreNamedAndCopied() {
        Ended ended = sync(Rule.copies().runReal().bash(inSource(MOVES)), "-p", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out())
                .contains(
                        "changed in the source during the run 5:\n",
                        "  d/rewritten\n",
                        "  d/created\n",
                        "  e/n\n",
                        "  e/n/m/in\n")
                .containsPattern("deleted +1\n")
                .doesNotContain("repaired");
        trees.assertSame();
    }

    @Test
    void movesAfterTheSecondCrawlAreNamedAndCopied() {
        Rule hook = Rule.looks()
                .first(1)
                .bash(inSource("echo longer than before > d/rewritten; rm d/removed; echo new > d/created"))
                .runReal();

        Ended ended = sync(hook, "-p", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out())
                .contains("changed in the source during the run 2:\n", "  d/rewritten\n", "  d/created\n")
                .doesNotContain("repaired");
        trees.assertSame();
    }

    @Test
    void aFileTouchedOnlyIsNamedToo() {
        Ended ended = sync(Rule.copies().runReal().bash(inSource("touch -d '2001-01-01' d/kept")), "-p", "1");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("changed in the source during the run 1:\n  d/kept\n");
        trees.assertSame();
    }

    /** With names as arguments rsync itself finds them gone; with directories it lists what is there. */
    @ParameterizedTest
    @ValueSource(strings = {"copy", "verify"})
    void whatVanishesAfterACrawlIsNamed(String phase) {
        Rule first = phase.equals("copy") ? Rule.copies() : Rule.looks();

        Ended ended =
                sync(first.first(1).bash(inSource("rm -f d/removed")).runReal(), "-p", "1", "-f", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("vanished 1:\n  d/removed\n");
        trees.assertSame();
    }

    @Test
    void whatVanishesWhileRsyncSendsItIsNamed() {
        Rule vanishing = Rule.copies()
                .first(1)
                .bash(inSource("rm d/removed"))
                .runReal()
                .stderr("file has vanished: \"" + trees.source() + "/d/removed\"\n")
                .stderr(
                        "rsync warning: some files vanished before they could be transferred (code 24) at main.c(1357) [sender=3.5.0]\n")
                .exit(24);

        Ended ended = sync(vanishing, "-p", "1");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("vanished 1:\n  d/removed\n");
        trees.assertSame();
    }

    @Test
    void aDirectoryThatVanishesIsNoFailure() {
        Ended ended = sync(Rule.looks().first(1).bash(inSource("rm -r d")).runReal(), "-p", "1", "--delete");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        assertThat(ended.out()).contains("vanished").containsPattern("failed +0\n");
        trees.assertSame();
    }

    @Test
    void aFileThatGrowsPastTheLimitOfLargeFilesArrives() {
        Ended ended = sync(
                Rule.copies()
                        .first(1)
                        .bash(inSource("head -c 1100000 /dev/urandom > top"))
                        .runReal(),
                "-p",
                "1");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(3);
        trees.assertSame();
    }
}
