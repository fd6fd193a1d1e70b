package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.Bottleneck;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the table, and at each what comes close to it. */
final class BottleneckDetectorTest {
    private static final boolean REMOTE = true;
    private static final boolean GREW = true;

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(seen(0.85, 0, REMOTE, 1, 9, !GREW, true), Bottleneck.CPU),
                arguments(seen(0.85, 0.15, !REMOTE, 0, 0, GREW, false), Bottleneck.CPU),
                arguments(seen(0.84, 0, REMOTE, 1, 9, !GREW, true), Bottleneck.BANDWIDTH),
                arguments(seen(0.1, 0, REMOTE, 1, 9, GREW, false), Bottleneck.LATENCY),
                arguments(seen(0.1, 0, REMOTE, 0, 0, GREW, false), Bottleneck.LATENCY),
                arguments(seen(0.1, 0.5, REMOTE, 2, 3, !GREW, false), Bottleneck.SERVER),
                arguments(seen(0.1, 0, REMOTE, 0, 0, !GREW, false), Bottleneck.SERVER),
                arguments(seen(0.1, 0, REMOTE, 2, 0, !GREW, false), Bottleneck.SERVER),
                arguments(seen(0.1, 0, REMOTE, 2, 2.9, !GREW, false), Bottleneck.LATENCY),
                arguments(seen(0.4, 0.1, !REMOTE, 0, 0, !GREW, false), Bottleneck.DISK),
                arguments(seen(0.4, 0.09, !REMOTE, 0, 0, !GREW, false), Bottleneck.UNKNOWN),
                arguments(seen(Double.NaN, Double.NaN, !REMOTE, 0, 0, GREW, false), Bottleneck.UNKNOWN),
                arguments(seen(Double.NaN, Double.NaN, REMOTE, 0, 0, GREW, false), Bottleneck.LATENCY));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tellsWhatBoundsARun(BottleneckDetector.Evidence seen, Bottleneck bound) {
        assertThat(BottleneckDetector.of(seen)).isEqualTo(bound);
    }

    /** Round trips of 0 are not known. */
    private static BottleneckDetector.Evidence seen(
            double busy, double wait, boolean remote, double few, double many, boolean grew, boolean limited) {
        return new BottleneckDetector.Evidence(busy, wait, remote, known(few), known(many), grew, limited);
    }

    private static OptionalDouble known(double millis) {
        return millis == 0 ? OptionalDouble.empty() : OptionalDouble.of(millis);
    }
}
