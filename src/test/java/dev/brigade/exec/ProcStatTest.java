package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcStatTest {
    private static final String REST =
            " S 41 40 39 0 -1 4194304 94 0 0 0 0 0 100 50 20 0 1 0 123456 2703360 385 18446744073709551615 1 0\n";

    @ParameterizedTest
    @ValueSource(strings = {"rsync", "", ") R 1 1 1 ", "a b", "((", "))", "new\nline", "Z) Z 9 9 9 (", "\u00ff\u0080"})
    void theNameOfAProcessMisleadsNobody(String name) {
        assertThat(ProcStat.parse(line("42 (" + name + ")" + REST)))
                .contains(new ProcStat(42, 'S', 41, 40, 39, 123456, 150));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "42",
                "42 (a",
                "42 (a)",
                "42 (a) S",
                "42 (a) S 1 2 3",
                "x (a) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19"
            })
    void anythingElseIsNoProcess(String text) {
        assertThat(ProcStat.parse(line(text))).isEmpty();
    }

    @Test
    void zombiesAreNotAlive() {
        assertThat(new ProcStat(1, 'Z', 0, 1, 1, 0, 0).isAlive()).isFalse();
        assertThat(new ProcStat(1, 'X', 0, 1, 1, 0, 0).isAlive()).isFalse();
        for (char state : "RSDTtI".toCharArray()) {
            assertThat(new ProcStat(1, state, 0, 1, 1, 0, 0).isAlive()).isTrue();
        }
    }

    @Test
    void theSystemKnowsThisVeryProcess() {
        SystemProcessTable table = new SystemProcessTable();
        long own = ProcessHandle.current().pid();
        assertThat(table.all())
                .filteredOn(process -> process.pid() == own)
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.isAlive()).isTrue();
                    assertThat(process.parent())
                            .isEqualTo(ProcessHandle.current()
                                    .parent()
                                    .orElseThrow()
                                    .pid());
                    assertThat(table.find(own).map(ProcStat::identity)).contains(process.identity());
                });
        assertThat(table.find(Long.MAX_VALUE)).isEmpty();
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
