package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many processes {@code auto} is. */
final class ProcessesTest {
    @ParameterizedTest
    @CsvSource({"1, 8", "2, 16", "4, 32", "8, 64", "9, 64", "1000, 64", "0, 2"})
    void areEightForEachCore(int cores, int processes) {
        assertThat(Processes.auto(cores)).isEqualTo(processes);
    }
}
