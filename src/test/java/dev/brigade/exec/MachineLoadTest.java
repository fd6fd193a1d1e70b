package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first line of /proc/stat, as kernels wrote it. */
final class MachineLoadTest {
    @Test
    void addsUpWhatIsWork() {
        String text = """
                cpu  100 20 30 4000 500 6 7 8 90 10
                cpu0 1 2 3 4 5 6 7 8 9 10
                intr 12345
                """;
        assertThat(MachineLoad.parse(text)).isEqualTo(new MachineLoad(171, 4000, 500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "cpu",
                "cpu  1 2 3",
                "cpu0 1 2 3 4 5",
                "cpu  10 20 30 40",
                "cpu  a b c d e",
                "intr 1 2 3 4 5 6"
            })
    void isUnknownIfNothingIsTold(String text) {
        assertThat(MachineLoad.parse(text)).isEqualTo(MachineLoad.UNKNOWN);
    }

    @Test
    void givesSharesOfTheTimeBetween() {
        MachineLoad spent = new MachineLoad(160, 1030, 510).since(new MachineLoad(100, 1000, 500));

        assertThat(spent).isEqualTo(new MachineLoad(60, 30, 10));
        assertThat(spent.busyShare()).isEqualTo(0.6, within(1e-9));
        assertThat(spent.ioWaitShare()).isEqualTo(0.1, within(1e-9));
    }

    @Test
    void isNeverLessThanNothing() {
        assertThat(new MachineLoad(5, 999, 1).since(new MachineLoad(4, 1000, 2)))
                .isEqualTo(new MachineLoad(1, 0, 0));
        assertThat(MachineLoad.UNKNOWN.busyShare()).isNaN();
    }

    @Test
    void isThereWhereTheSystemHasIt() {
        assertThat(MachineLoad.now().busy() > 0).isEqualTo(Files.exists(Path.of("/proc/stat")));
    }
}
