package dev.brigade.report;

import static dev.brigade.model.Outcomes.sync;
import static dev.brigade.model.Outcomes.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Bottleneck;
import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Phase;
import dev.brigade.model.RpcCount;
import dev.brigade.model.Totals;
import dev.brigade.model.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures, one a line. */
final class StatsReportTest {
    @Test
    void hasEveryFigureOfAPhase() {
        Phase phase = new Phase(
                new Totals(1_100, 100, 4_096_000),
                Totals.NONE,
                Duration.ofSeconds(4),
                Duration.ofMillis(250),
                1_200,
                1_234,
                3,
                2,
                Duration.ofSeconds(20),
                new Written(new Totals(1_050, 100, 3 << 20), new Totals(30, 0, 5), 900, 2 << 20, 0, 0),
                List.of());
        assertThat(StatsReport.lines(sync().copied(phase).notVerified().get()))
                .containsExactly(
                        "Processes at a time: 8",
                        "Copy entries: 1,100 (100 directories)",
                        "Copy size: 3.9 MiB (mean 4.0 KiB)",
                        "Copy created: 1,050 (100 directories)",
                        "Copy changed: 30",
                        "Copy transferred: 900 files, 2.0 MiB",
                        "Copy entries per second: 275",
                        "Copy transferred bytes per second: 512.0 KiB",
                        "Copy rsync processes: 1,234, 2 of them retries",
                        "Copy crawl time: 0.25 s",
                        "Copy time: 4.00 s");
    }

    @Test
    void hasThePhasesThatRan() {
        assertThat(StatsReport.lines(sync().get())).hasSize(1 + 2 * 10).anyMatch(line -> line.startsWith("Copy "));
        assertThat(StatsReport.lines(verify().get())).hasSize(1 + 10).noneMatch(line -> line.startsWith("Copy "));
    }

    @Test
    void saysWhoChoseTheNumberOfProcessesAndWhatBoundTheRun() {
        assertThat(StatsReport.lines(sync().tuned(true, 64, Bottleneck.LATENCY).get()))
                .contains("Processes at a time: 64, chosen by brigade; bottleneck: latency");
        assertThat(StatsReport.lines(sync().tuned(false, 8, Bottleneck.SERVER).get()))
                .contains("Processes at a time: 8; bottleneck: the server");
    }

    @Test
    void dividesByNothing() {
        Phase nothing = Phase.NOTHING;
        assertThat(StatsReport.lines(sync().copied(nothing).notVerified().get()))
                .contains(
                        "Copy size: 0 B (mean 0 B)",
                        "Copy entries per second: 0",
                        "Copy transferred bytes per second: 0 B");
        Phase directoriesOnly = Outcomes.phase(new Totals(5, 5, 0), Duration.ofSeconds(1));
        assertThat(StatsReport.lines(sync().copied(directoriesOnly).get())).contains("Copy size: 0 B (mean 0 B)");
    }

    @Test
    void namesTheMountOnceAndWhatEachPhaseAskedOfIt() {
        NfsMount mount = new NfsMount(Path.of("/mnt/a b"), "filer:/x", "4.2", 1 << 20, 1 << 19, 4, "soft", true);
        MountUse copy = new MountUse("destination", mount, new RpcCount(11_250, 4_500));
        MountUse verify = new MountUse("destination", mount, new RpcCount(0, 0));

        List<String> lines = StatsReport.lines(
                sync().copied(phase(copy)).verified(phase(verify)).get());

        assertThat(lines)
                .containsOnlyOnce(
                        "Mount of the destination: filer:/x on /mnt/a b, NFS 4.2, rsize 1,048,576, wsize 524,288,"
                                + " nconnect 4, soft")
                .contains(
                        "Copy RPCs to the destination: 11,250, 12.5 a file, mean round trip 0.40 ms",
                        "Verify RPCs to the destination: 0, 0.0 a file, mean round trip 0.00 ms");
    }

    private static Phase phase(MountUse use) {
        return new Phase(
                Outcomes.TOTALS,
                Totals.NONE,
                Duration.ofSeconds(1),
                Duration.ZERO,
                1,
                1,
                0,
                0,
                Duration.ZERO,
                Written.NOTHING,
                List.of(use));
    }
}
