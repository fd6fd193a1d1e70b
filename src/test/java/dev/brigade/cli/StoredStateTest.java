package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks docs/stability.md: this program reads the state that 0.1.0 left, and resumes it or starts from scratch. It
 * never takes the state of a newer version for its own.
 */
final class StoredStateTest {
    private final Sandbox sandbox = new Sandbox(Node.root());
    private StoredState stored;

    @BeforeEach
    void restore() throws IOException {
        stored = StoredState.in(sandbox);
    }

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private Ended run(String... words) {
        return sandbox.program().run(words);
    }

    private String[] sameCommand() {
        return sandbox.sync("-p", "1", "-f", "5");
    }

    private static String program() throws IOException {
        return About.program();
    }

    private void assertComplete(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingGoesOn();
    }

    /** The state is about directories in a fixed place, and holds their checksum as 0.1.0 makes it. */
    @Test
    void theStoredStateIsMovedByTheRulesOfItsVersion() throws IOException {
        assertThat(stored.file(StoredState.UNFINISHED, "request"))
                .content()
                .contains(
                        StoredState.VERSION, StoredState.digest(sandbox.world().toString()));
        assertThat(sandbox.state().resolve("runs/locks").resolve(StoredState.digest("/tmp/brigade-state")))
                .isRegularFile();
    }

    @Test
    void bothRunsAreListed() {
        Ended list = run("runs");
        assertThat(list.exit()).as(list.toString()).isZero();
        assertThat(list.out().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("4bf0  \\d\\d Nov \\d\\d:\\d\\d +killed +" + sandbox.destination()),
                        line -> assertThat(line)
                                .matches(
                                        "4660  \\d\\d Nov \\d\\d:\\d\\d +0 s +OK \\(0\\) +480 B +0  finished: .*/other copy"));
        assertThat(run("runs", "show", "4bf0").out())
                .contains("unfinished, 5 of 8 parts copied", ", " + StoredState.VERSION);
        assertThat(run("runs", "show", "4660").out())
                .contains("finished, exit code 0", "Verified    24 files, 6 directories", "all copied and verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {StoredState.FINISHED, StoredState.UNFINISHED})
    void bothRunsHaveAReport(String run) throws IOException {
        Path page = sandbox.beside("report.html");
        Ended report = run("report", run, page.toString());
        assertThat(report.exit()).as(report.toString()).isZero();
        assertThat(page)
                .content()
                .contains(
                        run.equals(StoredState.FINISHED) ? "All is copied and verified." : "brigade was killed.",
                        "directory 0/file 0");
    }

    /**
     * The version that made the state resumes it. Any other one refuses {@code resume}, and the command starts over.
     */
    @ParameterizedTest
    @ValueSource(strings = {"resume", "sync"})
    void theUnfinishedRunIsResumedByItsOwnVersionOnly(String how) throws IOException {
        String[] words = how.equals("sync") ? sameCommand() : new String[] {"resume", "4bf0"};
        if (!program().equals(StoredState.VERSION)) {
            assertIsOfAnotherVersion(StoredState.VERSION);
            return;
        }
        FakeRsync rsync = sandbox.fake();
        Ended ended = sandbox.program().with(rsync).run(words);

        assertComplete(ended);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).containsPattern("done before +12 ");
        assertThat(KilledRun.copied(rsync).stream().flatMap(List::stream))
                .contains("././directory 1/", "././directory 3/", "././directory 4/")
                .doesNotContainAnyElementsOf(StoredState.DONE.stream()
                        .map(directory -> "././directory " + directory + "/")
                        .toList());
    }

    /** Another command for the same directories discards it, but not if that command does not even begin. */
    @Test
    void theUnfinishedRunStaysIfRsyncRefusesTheOptionsOfAnotherCommand() throws IOException {
        FakeRsync rsync = sandbox.fake(
                Rule.mentioning("brigade-preflight").stderr("rsync: no\n").exit(1));
        Ended ended = sandbox.program().with(rsync).run(sandbox.sync("--rsync=-a"));
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
        assertThat(stored.file(StoredState.UNFINISHED, "plan")).exists();
    }

    /** Whatever a newer version changes in its files, there is one line about it, and the command works. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    request | {"version": "brigade 99.0.0", "format": 2, "command": {"words": []}}
                    plan    | {"format": 2, "pieces": [{"manifest": 0}]}
                    journal | format 2
                    copy-0.manifest | format 2
                    history | format 2
                    mounts  | {"format": 2}
                    outcome | {"format": 2}
                    """)
    void aRunOfANewerFormatIsNotResumed(String file, String content) throws IOException {
        nowOfVersion("brigade 99.0.0", StoredState.UNFINISHED);
        Files.writeString(stored.file(StoredState.UNFINISHED, file), content);
        assertIsOfAnotherVersion("brigade 99.0.0");
    }

    @Test
    void aFinishedRunOfANewerFormatHasNoReport() throws IOException {
        nowOfVersion("brigade 99.0.0", StoredState.FINISHED);
        Files.writeString(stored.file(StoredState.FINISHED, "outcome"), "{\"format\": 2}");

        Ended report = run("report", "4660", "-");

        assertThat(report.exit()).isEqualTo(40);
        assertThat(report.out()).isEmpty();
        assertThat(report.err())
                .isEqualTo("brigade: the files of run " + StoredState.FINISHED
                        + " cannot be read: it was started by brigade 99.0.0, and this is " + program() + "\n");
    }

    private void nowOfVersion(String version, String run) throws IOException {
        Path request = stored.file(run, "request");
        Files.writeString(request, Files.readString(request).replace(StoredState.VERSION, version));
    }

    private void assertIsOfAnotherVersion(String version) throws IOException {
        String why = "it was started by " + version + ", and this is " + program();
        Ended resumed = run("resume", "4bf0");
        assertThat(resumed.exit()).as(resumed.toString()).isEqualTo(40);
        assertThat(resumed.out()).isEmpty();
        assertThat(resumed.err())
                .contains(StoredState.UNFINISHED + " cannot be resumed: " + why)
                .endsWith("\n")
                .containsOnlyOnce("\n");
        assertThat(run("runs").exit()).isZero();

        Ended ended = run(sameCommand());
        assertComplete(ended);
        assertThat(ended.out()).doesNotContain("done before");
    }
}
