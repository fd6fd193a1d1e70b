package dev.brigade.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates: files where they are small, bytes from a mean of 10 MiB. */
final class RateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # files | bytes           | time | rate
                    0       | 0               | PT1S | 0 files/s
                    0       | 104857600       | PT1S | 0 files/s
                    5       | 0               | PT0S | 0 files/s
                    1       | 10485759        | PT1S | 1 files/s
                    1       | 10485760        | PT1S | 10.0 MiB/s
                    1       | 10485760        | PT0S | 0 B/s
                    3       | 31457279        | PT1S | 3 files/s
                    3       | 31457280        | PT3S | 10.0 MiB/s
                    5167    | 1000            | PT0.5S | 10,334 files/s
                    1000000000000 | 9223372036854775807 | PT1S | 1,000,000,000,000 files/s
                    """)
    void followsTheMeanFile(long files, long bytes, Duration time, String rate) {
        assertThat(Rate.of(files, bytes, time)).isEqualTo(rate);
    }
}
