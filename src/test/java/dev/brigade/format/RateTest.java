package dev.brigade.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates of files and of bytes. */
final class RateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # number            | time   | files/s                   | bytes/s
                    0                   | PT1S   | 0 files/s                 | 0 B/s
                    5                   | PT0S   | 0 files/s                 | 0 B/s
                    31457280            | PT3S   | 10,485,760 files/s        | 10.0 MiB/s
                    5167                | PT0.5S | 10,334 files/s            | 10.1 KiB/s
                    1000000000000       | PT1S   | 1,000,000,000,000 files/s | 931.3 GiB/s
                    """)
    void areAmountsPerSecond(long number, Duration time, String files, String bytes) {
        assertThat(Rate.files(number, time)).isEqualTo(files);
        assertThat(Rate.bytes(number, time)).isEqualTo(bytes);
    }
}
