package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --warn-exit-zero} turns code 3 into 0 and nothing else: not the output, and no other code. */
class WarnExitZeroTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("top", 10), dir("d", file("removed", 50), file("kept", 5)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    /** A program whose source loses a file after the crawl. */
    private BrigadeProgram onABusySource(Rule when) {
        return trees.program()
                .with(trees.rsync(when.first(1)
                        .bash("rm -f '" + trees.source() + "/d/removed'")
                        .runReal()));
    }

    private static void assertWarned(Ended ended, int exit) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
        assertThat(ended.out()).contains("source changed during the run").contains("vanished 1:\n  d/removed\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--stats", "-q"})
    void aSourceThatChangedIsReportedAllTheSame(String output) {
        assertWarned(trees.sync(onABusySource(Rule.copies()), "-p", "1", output, "--warn-exit-zero"), 0);
    }

    @Test
    void theEnvironmentMaySetIt() {
        BrigadeProgram program = onABusySource(Rule.copies()).env("BRIGADE_WARN_EXIT_ZERO", "true");

        assertWarned(trees.sync(program, "-p", "1"), 0);
    }

    @Test
    void aVerificationTakesItToo() {
        trees.sh("cp -a source destination");

        Ended ended = onABusySource(Rule.looks())
                .run(trees.inFull(
                        "verify", "-p", "1", "-f", "1", "--delete", "--warn-exit-zero", "~/source/", "~/destination"));

        assertWarned(ended, 0);
    }

    @Test
    void aDifferenceStaysOne() {
        trees.destination(file("top", 3));

        assertThat(trees.verify("-n", "--warn-exit-zero").exit()).isEqualTo(21);
    }

    @Test
    void aRefusalStaysOne() {
        assertThat(trees.sync("--warn-exit-zero", "--delete", "--verify", "none")
                        .exit())
                .isEqualTo(2);
    }

    /** The job keeps the true code, also if a command exits with another one. */
    @Test
    void theEndOfAJobTakesItAndKeepsTheCode() {
        String job = "--job=" + trees.home().resolve("job");
        Ended planned = trees.program().run(trees.inFull("plan", job, "--shards", "1", "~/source/", "~/destination"));
        assertThat(planned.exit()).as(planned.toString()).isZero();
        assertThat(trees.program().run("work", job, "0").exit()).isZero();
        trees.sh("rm source/d/removed");

        Ended finished = trees.program().run("finish", job, "--warn-exit-zero");

        assertWarned(finished, 0);
        assertThat(trees.program().run("finish", job).exit()).isEqualTo(3);
        assertThat(trees.program().run("finish", job, "--warn-exit-zero").exit())
                .isZero();
    }
}
