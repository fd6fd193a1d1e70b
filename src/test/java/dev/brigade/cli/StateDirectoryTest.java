package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where runs keep their files. */
final class StateDirectoryTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    # BRIGADE_STATE_DIR, XDG_STATE_HOME, HOME, directory
                    /b, /x,    /h, /b
                    '', /x,    /h, /x/brigade
                    -,  /x,    /h, /x/brigade
                    -,  x,     /h, /h/.local/state/brigade
                    -,  '',    /h, /h/.local/state/brigade
                    -,  -,     /h, /h/.local/state/brigade
                    -,  -,     /,  /.local/state/brigade
                    '', '',    /h, /h/.local/state/brigade
                    /b, -,     -,  /b
                    """)
    void goesByTheEnvironment(@Nullable String own, @Nullable String state, @Nullable String home, String directory)
            throws RefusedException {
        Map<String, String> environment = new HashMap<>();
        put(environment, "BRIGADE_STATE_DIR", own);
        put(environment, "XDG_STATE_HOME", state);
        put(environment, "HOME", home);
        assertThat(StateOptions.standard(environment)).isEqualTo(Path.of(directory));
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    @Test
    void isAbsoluteBecauseRsyncRunsElsewhere() throws RefusedException {
        Path here = Path.of("").toAbsolutePath();
        assertThat(StateOptions.standard(Map.of("BRIGADE_STATE_DIR", "state"))).isEqualTo(here.resolve("state"));
        assertThat(StateOptions.path("state directory", "a/b")).isEqualTo(here.resolve("a/b"));
        assertThat(StateOptions.path("state directory", "/a/b")).isEqualTo(Path.of("/a/b"));
    }

    @Test
    void takesTheHomeThatJavaKnowsWhereTheEnvironmentHasNone() throws RefusedException {
        String before = System.getProperty("user.home");
        try {
            System.setProperty("user.home", "/known");
            assertThat(StateOptions.standard(Map.of())).isEqualTo(Path.of("/known/.local/state/brigade"));
            System.setProperty("user.home", "?");
            assertThatThrownBy(() -> StateOptions.standard(Map.of()))
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_READY))
                    .hasMessageContaining("--state-dir");
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "a\u0000b", "caf\ufffd", "~", "~/state"})
    void refusesWhatNamesNoDirectory(String given) {
        assertThatThrownBy(() -> StateOptions.path("state directory", given))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.fault()).isEqualTo(Fault.USAGE));
    }
}
