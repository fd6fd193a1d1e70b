package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.exec.MachineLoad;
import dev.brigade.model.Bottleneck;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line of the table, and at each what comes close to it. */
final class BottleneckDetectorTest {
    /** Busy and waiting for a disk: hundredths of the time; all 0 is unknown. */
    @ParameterizedTest
    @CsvSource({
        "CPU,       85,  0, true,  true,  false, 9",
        "CPU,       85, 15, false, false, true,  NaN",
        "BANDWIDTH, 84,  0, true,  true,  false, 9",
        "LATENCY,   10,  0, true,  false, true,  9",
        "LATENCY,   10,  0, true,  false, true,  NaN",
        "SERVER,    10, 50, true,  false, false, 1.5",
        "SERVER,    10,  0, true,  false, false, NaN",
        "LATENCY,   10,  0, true,  false, false, 1.45",
        "DISK,      40, 10, false, false, false, NaN",
        "UNKNOWN,   40,  9, false, false, false, NaN",
        "UNKNOWN,    0,  0, false, false, true,  NaN",
        "LATENCY,    0,  0, true,  false, true,  NaN"
    })
    void tellsWhatBoundsARun(
            Bottleneck bound, long busy, long wait, boolean remote, boolean limited, boolean grew, double stretch) {
        MachineLoad load = busy + wait == 0 ? new MachineLoad(0, 0, 0) : new MachineLoad(busy, 100 - busy - wait, wait);
        assertThat(BottleneckDetector.of(load, remote, limited, grew, stretch)).isEqualTo(bound);
    }
}
