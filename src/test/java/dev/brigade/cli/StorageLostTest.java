package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A source or destination that is exchanged or gone in mid-run: exit code 31, and nothing is written into what replaced
 * it.
 */
final class StorageLostTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(12, 2, 100));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    /** An rsync that does its work and then lets this happen, once. */
    private Ended runWhere(Rule calls, String happens, String... options) {
        FakeRsync rsync = sandbox.fake(
                calls.afterPreflight().first(1).runReal().bash("cd '" + sandbox.world() + "' && " + happens));
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync(options));
        Sandbox.assertNoStackTrace(ended);
        sandbox.assertNothingGoesOn();
        return ended;
    }

    private static void assertLost(Ended ended, Path what) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out()).contains("the storage was lost: " + what).containsOnlyOnce("the storage was lost");
    }

    @Test
    void writesNothingIntoAnotherDestination() {
        Ended ended = runWhere(Rule.copies(), "mv destination moved && mkdir destination", "-p", "1", "-f", "4");

        assertLost(ended, sandbox.destination());
        assertThat(sandbox.destination()).isEmptyDirectory();
        assertThat(sandbox.world().resolve("moved")).isNotEmptyDirectory();
    }

    @Test
    void doesNotMakeALostDestinationAnew() {
        Ended ended = runWhere(Rule.copies(), "mv destination moved", "-p", "1", "-f", "4");

        assertLost(ended, sandbox.destination());
        assertThat(sandbox.destination()).doesNotExist();
    }

    @Test
    void writesNothingIntoAnotherDestinationBetweenThePhases() {
        Ended ended = runWhere(Rule.copies(), "mv destination moved && mkdir destination", "-p", "1", "-f", "1000");

        assertLost(ended, sandbox.destination());
        assertThat(sandbox.destination()).isEmptyDirectory();
    }

    @Test
    void deletesNothingWhereTheSourceIsAnotherBetweenThePhases() {
        Path extra = sandbox.destination().resolve("extra");
        TreeBuilder.build(sandbox.destination(), Node.root(Node.file("extra", "x")));

        Ended ended = runWhere(Rule.copies(), "mv source moved && mkdir source", "-p", "1", "-f", "1000", "--delete");

        assertLost(ended, sandbox.source());
        assertThat(extra).exists();
        assertThat(sandbox.destination().resolve("directory 11/file 1")).exists();
    }

    @Test
    void deletesNothingWhereTheSourceIsAnotherInTheVerifyingPhase() {
        TreeBuilder.build(sandbox.destination(), Node.root(Node.file("extra", "x")));

        Ended ended = runWhere(Rule.verifies(), "mv source moved && mkdir source", "-p", "1", "-f", "4", "--delete");

        assertLost(ended, sandbox.source());
        assertThat(sandbox.destination().resolve("directory 11/file 1")).exists();
    }

    @Test
    void saysThatTheSourceIsGoneBetweenThePhases() {
        Ended ended = runWhere(Rule.copies(), "mv source moved", "-p", "1", "-f", "1000", "--delete");

        assertLost(ended, sandbox.source());
        assertThat(sandbox.destination().resolve("directory 11/file 1")).exists();
        assertThat(ended.out() + ended.err()).doesNotContain("state");
    }

    @Test
    void saysThatTheSourceIsGoneAfterACopyWithoutVerification() {
        Ended ended = runWhere(Rule.copies(), "mv source moved", "-p", "1", "-f", "1000", "--verify", "none");

        assertLost(ended, sandbox.source());
    }

    /** A file system that caches shows a source to preflight that is gone when the crawl begins. */
    @ParameterizedTest
    @ValueSource(strings = {"source", "destination"})
    void saysThatADirectoryIsGoneSincePreflight(String name) {
        TreeBuilder.build(sandbox.destination(), Node.root());
        Path lost = name.equals("source") ? sandbox.source() : sandbox.destination();
        FakeRsync rsync = sandbox.fake(Rule.verifies()
                .first(1)
                .bash("mv '" + lost + "' '" + sandbox.world() + "/moved'")
                .exit(23));

        Ended ended = sandbox.program().with(rsync).run(sandbox.sync());

        assertLost(ended, lost);
        assertThat(ended.out() + ended.err()).doesNotContain("state");
    }

    @Test
    void saysThatTheSourceIsGone() {
        Ended ended = runWhere(Rule.copies(), "mv source moved; mkdir later", "-p", "1", "-f", "4");

        assertLost(ended, sandbox.source());
    }
}
