package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program under another name. */
final class ProgramNameTest {
    @Test
    void isTheCommandOfThatName() {
        assertThat(Main.words("parallelcp", new String[] {"sync", "-P"})).containsExactly("parallelcp", "sync", "-P");
        assertThat(Main.words("parallelcp", new String[0])).containsExactly("parallelcp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "brigade", "brigade-1.0", "sync", "help", "Parallelcp", "parallelcp.sh"})
    void isNothingElseThanANameOtherwise(String name) {
        assertThat(Main.words(name, new String[] {"sync", "a", "b"})).containsExactly("sync", "a", "b");
    }
}
