package dev.brigade.report;

import static dev.brigade.model.Outcomes.sync;
import static dev.brigade.model.Outcomes.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Outcomes;
import dev.brigade.model.Phase;
import dev.brigade.model.Totals;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The figures, one a line. */
final class StatsReportTest {
    @Test
    void hasEveryFigureOfAPhase() {
        Phase phase = new Phase(
                new Totals(1_100, 100, 4_096_000),
                Duration.ofSeconds(4),
                Duration.ofMillis(250),
                1_200,
                1_234,
                3,
                Duration.ofSeconds(20),
                900,
                2 << 20,
                1_050);
        assertThat(StatsReport.lines(sync().copied(phase).notVerified().get()))
                .containsExactly(
                        "Processes at a time: 8",
                        "Copy entries: 1,100 (100 directories)",
                        "Copy size: 3.9 MiB (mean 4.0 KiB)",
                        "Copy created: 1,050",
                        "Copy transferred: 900 files, 2.0 MiB",
                        "Copy entries per second: 275",
                        "Copy bytes per second: 1000.0 KiB",
                        "Copy rsync processes: 1,234",
                        "Copy crawl time: 0.25 s",
                        "Copy time: 4.00 s");
    }

    @Test
    void hasThePhasesThatRan() {
        assertThat(StatsReport.lines(sync().get())).hasSize(1 + 2 * 9).anyMatch(line -> line.startsWith("Copy "));
        assertThat(StatsReport.lines(verify().get())).hasSize(1 + 9).noneMatch(line -> line.startsWith("Copy "));
    }

    @Test
    void dividesByNothing() {
        Phase nothing = new Phase(Totals.NONE, Duration.ZERO, Duration.ZERO, 0, 0, 0, Duration.ZERO, 0, 0, 0);
        assertThat(StatsReport.lines(sync().copied(nothing).notVerified().get()))
                .contains("Copy size: 0 B (mean 0 B)", "Copy entries per second: 0", "Copy bytes per second: 0 B");
        Phase directoriesOnly = Outcomes.phase(new Totals(5, 5, 0), Duration.ofSeconds(1));
        assertThat(StatsReport.lines(sync().copied(directoriesOnly).get())).contains("Copy size: 0 B (mean 0 B)");
    }
}
