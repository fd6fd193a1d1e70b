package dev.brigade.report;

import static dev.brigade.model.Outcomes.FILE;
import static dev.brigade.model.Outcomes.sync;
import static dev.brigade.model.Outcomes.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.CappedList;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Problem;
import dev.brigade.model.StopReason;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table above the text of an outcome. */
final class FiguresTest {
    static Stream<Arguments> tables() {
        return Stream.of(
                row(
                        sync(),
                        "                    files        size",
                        "  new                 300     1.0 MiB",
                        "  changed             200   512.0 KiB",
                        "  unchanged           400   512.0 KiB",
                        "  deleted               0",
                        "  failed                0"),
                row(
                        verify(),
                        "                    files        size",
                        "  new                   0         0 B",
                        "  changed               0         0 B",
                        "  unchanged           900     2.0 MiB",
                        "  deleted               0",
                        "  failed                0"),
                row(
                        sync().copied(Outcomes.compared(Outcomes.TOTALS, Duration.ofSeconds(1)))
                                .deleted("x")
                                .failed(new CappedList<>(900, List.of(new Problem(FileName.of("f"), "no")))),
                        "                    files        size",
                        "  new                   0         0 B",
                        "  changed               0         0 B",
                        "  unchanged             0         0 B",
                        "  deleted               1",
                        "  failed              900"),
                row(
                        sync().copied(Outcomes.phase(
                                        Outcomes.TOTALS, new Totals(300, 0, 256 << 10), Duration.ofSeconds(1)))
                                .differing(FILE),
                        "                    files        size",
                        "  done before         300   256.0 KiB",
                        "  new                 300     1.0 MiB",
                        "  changed             200   512.0 KiB",
                        "  unchanged            99   256.0 KiB",
                        "  deleted               0",
                        "  failed                1"),
                row(
                        sync().notVerified().stopped(StopReason.INTERRUPTED, "a signal arrived"),
                        "                    files        size",
                        "  new                 300     1.0 MiB",
                        "  changed             200   512.0 KiB",
                        "  deleted               0",
                        "  failed                0"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void countsWhatHappenedToTheFiles(Outcomes outcome, List<String> lines) {
        assertThat(Looks.table(outcome.get())).isEqualTo(lines);
    }

    private static Arguments row(Outcomes outcome, String... lines) {
        return arguments(outcome, List.of(lines));
    }
}
