package dev.brigade.report;

import static dev.brigade.model.Outcomes.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Phase;
import dev.brigade.model.Problem;
import dev.brigade.model.StopReason;
import dev.brigade.model.Totals;
import dev.brigade.model.Written;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** msrsync's block of figures: scripts look for its labels, in this order and with these formats. */
final class MsrsyncStatsTest {
    private static final List<String> ARGUMENTS = List.of("-P", "-p", "8", "--stats", "/usr/share/doc/", "/tmp/doc/");

    private static Phase phase(int failedProcesses) {
        return new Phase(
                new Totals(33_491, 4_000, 631_347_609),
                Totals.NONE,
                Duration.ofMillis(9_480),
                Duration.ofMillis(408),
                34,
                34,
                failedProcesses,
                0,
                Duration.ofMillis(73_040),
                Written.NOTHING,
                List.of());
    }

    private static List<String> lines(Outcomes outcome) {
        return MsrsyncStats.lines(outcome.notVerified().get(), "/home/user", ARGUMENTS);
    }

    @Test
    void isTheBlockThatMsrsyncPrints() {
        assertThat(lines(sync().copied(phase(0))))
                .containsExactly(
                        "Status: SUCCESS",
                        "Working directory: /home/user",
                        "Command line: msrsync -P -p 8 --stats /usr/share/doc/ /tmp/doc/",
                        "Total size: 602.1 M",
                        "Total entries: 33491",
                        "Buckets number: 34",
                        "Mean entries per bucket: 985",
                        "Mean size per bucket: 17.7 M",
                        "Entries per second: 3532",
                        "Speed: 63.5 M/s",
                        "Rsync workers: 8",
                        "Total rsync's processes (34) cumulative runtime: 73.0s",
                        "Crawl time: 0.4s (4.3% of total runtime)",
                        "Total time: 9.5s");
    }

    @Test
    void tellsHowManyProcessesHadErrors() {
        Outcomes failed = sync().copied(phase(3)).failed(new Problem(FileName.of("x"), "Permission denied"));

        assertThat(lines(failed))
                .hasSize(14)
                .startsWith("Status: FAILURE, 3 rsync processe(s) had errors", "Working directory: /home/user");
    }

    @Test
    void isNoSuccessWhereSomethingWasLeftUndoneWithoutAnyProcessFailing() {
        Outcomes unreadable = sync().copied(phase(0)).failed(new Problem(FileName.of("d"), "Permission denied"));
        Outcomes stopped = sync().copied(phase(0)).stopped(StopReason.INTERRUPTED, "a signal arrived");

        assertThat(lines(unreadable)).startsWith("Status: FAILURE, 0 rsync processe(s) had errors");
        assertThat(lines(stopped)).startsWith("Status: FAILURE, 0 rsync processe(s) had errors");
    }

    @Test
    void isASuccessWhereFilesVanished() {
        assertThat(lines(sync().copied(phase(0)).vanished("gone"))).startsWith("Status: SUCCESS");
    }

    @Test
    void dividesByNothing() {
        Phase nothing = Phase.NOTHING;

        assertThat(lines(sync().copied(nothing)))
                .contains(
                        "Total size: 0.0 B",
                        "Mean entries per bucket: 0",
                        "Mean size per bucket: 0.0 B",
                        "Entries per second: 0",
                        "Speed: 0.0 B/s",
                        "Total rsync's processes (0) cumulative runtime: 0.0s",
                        "Crawl time: 0.0s (0.0% of total runtime)");
    }

    @Test
    void escapesWhatATerminalWouldObey() {
        List<String> lines = MsrsyncStats.lines(
                sync().notVerified().get(), "/a\nStatus: SUCCESS", List.of("--rsync", "-a\u001b[31m", "x\ny", "z"));

        assertThat(lines)
                .contains(
                        "Working directory: /a\\#012Status: SUCCESS",
                        "Command line: msrsync --rsync -a\\#033[31m x\\#012y z");
    }
}
