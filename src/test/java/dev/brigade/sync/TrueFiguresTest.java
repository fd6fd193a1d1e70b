package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome counts copied files, not all files of the source. */
class TrueFiguresTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("a", 1000), dir("d", file("b", 24), file("c", 3000)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private void assertFigures(String out, String... rows) {
        for (String row : rows) {
            assertThat(out).containsPattern("(?m)^ +" + row.replace(" ", " +").replace(".", "\\.") + "$");
        }
    }

    @Test
    void aRunThatChangedNothingCopiedNothing() {
        trees.sync();

        Ended second = trees.sync();

        assertFigures(second.out(), "new 0 0 B", "changed 0 0 B", "unchanged 3 3.9 KiB", "deleted 0", "failed 0");
        assertThat(second.out()).contains("Copied      nothing in ");
    }

    @Test
    void whatIsNewChangedAndDeletedIsToldApart() {
        trees.sync();
        trees.sh(
                "echo 1 >> source/d/b; printf 12345 > source/new; ln -s a source/link; rm source/d/c; chmod 600 source/a");

        Ended second = trees.sync("--delete");

        assertFigures(second.out(), "new 2 5 B", "changed 2 1.0 KiB", "unchanged 0 0 B", "deleted 1", "failed 0");
        assertThat(second.out()).containsPattern("Copied +31 B in ");
        trees.assertSame();
    }

    @Test
    void aDryRunTellsWhatWouldBe() {
        trees.sync();
        trees.sh("printf 12345 > source/new; rm source/d/c");

        Ended dry = trees.sync("--delete", "-n");

        assertFigures(
                dry.out(), "would be files size", "new 1 5 B", "changed 0 0 B", "unchanged 2 1.0 KiB", "deleted 1");
    }

    @Test
    void whatCouldNotBeCopiedIsNotCopied() {
        Rule unreadable = Rule.looks()
                .afterPreflight()
                .stderr("rsync: [sender] send_files failed to open \""
                        + trees.source().resolve("a") + "\": Permission denied (13)\n")
                .exit(23);

        Ended ended = trees.program()
                .with(trees.rsync(unreadable, Rule.copies().afterPreflight().exit(23)))
                .run(trees.inFull("sync", "~/source", "~/destination"));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertFigures(ended.out(), "new 0 0 B", "changed 0 0 B");
        assertThat(ended.out()).contains("Copied      nothing in ");
    }

    @Test
    void aFileThatIsBeingSentWhenTheRunIsStoppedIsNotCopied() {
        String sending = "|>f+++++++++|24|d/b\n|>f+++++++++|2800000000|d/c\n";
        Path sent = trees.home().resolve("sent");
        Rule rule = Rule.copies()
                .afterPreflight()
                .stdout(sending)
                .bash("touch " + sent)
                .hang();
        Child child = trees.program()
                .with(trees.rsync(rule))
                .start(trees.inFull("sync", "-p", "1", "~/source/", "~/destination"));
        while (!Files.exists(sent)) {
            assertThat(child.isAlive()).as(child.outSoFar()).isTrue();
        }

        child.signal("TERM");
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(10);
        assertFigures(ended.out(), "new 1 24 B", "changed 0 0 B");
        assertThat(ended.out()).contains("Copied      24 B, stopped after ").doesNotContain("unchanged");
        trees.sync();
        trees.assertSame();
    }
}
