package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of options. */
final class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "007, 7", "999999999999999999, 999999999999999999"})
    void readsCounts(String text, long number) throws RefusedException {
        assertThat(Numbers.count("-f", text, 0)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "4", "-5", "+5", "5 ", " 5", "5.0", "1e3", "0x5", "5k", "1000000000000000000", "٥", "x"
            })
    void refusesCountsThatAreNone(String text) {
        assertRefused(() -> Numbers.count("-f", text, 5), "-f " + text + " is not a whole number, 5 or more");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "512, 512",
        "1k, 1024",
        "1K, 1024",
        "16m, 16777216",
        "4G, 4294967296",
        "1T, 1099511627776",
        "1P, 1125899906842624",
        "7E, 8070450532247928832",
        "8E, 9223372036854775807",
        "1Z, 9223372036854775807",
        "999999999999999999999999999999Y, 9223372036854775807",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9223372036854775807",
    })
    void readsBytes(String text, long bytes) throws RefusedException {
        assertThat(Numbers.bytes("-s", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "-1", "1.5G", "1 K", "1B", "0x1", "1000000000000000000000000000000"})
    void refusesBytesThatAreNone(String text) {
        assertRefused(
                () -> Numbers.bytes("-s", text),
                "-s " + text + " is not a number of bytes such as 1G, units K M G T P E Z Y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1KB", "1KiB"})
    void knowsAnotherSpellingOfAUnit(String text) {
        assertRefused(
                () -> Numbers.bytes("-s", text),
                "-s " + text + " is not a number of bytes such as 1G, units K M G T P E Z Y."
                        + " Write 1K, which means KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0K", "000Y"})
    void refusesNoBytes(String text) {
        assertRefused(() -> Numbers.bytes("-s", text), "-s " + text + " is not at least 1 byte");
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(RefusedException.Fault.USAGE))
                .hasMessage(message);
    }
}
