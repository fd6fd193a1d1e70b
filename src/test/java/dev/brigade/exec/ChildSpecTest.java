package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChildSpecTest {
    private static final Path HERE = Path.of("/");

    @Test
    void doesNotChangeWithWhatItWasMadeOf() {
        List<String> command = new ArrayList<>(List.of("a"));
        Map<String, String> environment = new HashMap<>();
        ChildSpec spec = new ChildSpec(command, HERE, environment);
        command.add("b");
        environment.put("C", "D");
        assertThat(spec.command()).containsExactly("a");
        assertThat(spec.environment()).isEmpty();
    }

    @Test
    void refusesWhatNoKernelTakes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChildSpec(List.of(), HERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChildSpec(List.of(""), HERE));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChildSpec(List.of("a", "b\0c"), HERE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChildSpec(List.of("a"), HERE, Map.of("A", "secret\0")))
                .withMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "=", "A\0"})
    void refusesAVariableOfThisName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChildSpec(List.of("a"), HERE, Map.of(name, "secret")))
                .withMessageNotContaining("secret");
    }

    @Test
    void isShownOnOnePrintableLineWithoutTheEnvironment() {
        ChildSpec spec = new ChildSpec(
                List.of("rsync", "-a", "", "two words", "q\"\\", "new\nline\u001b[31m\u00e9"),
                HERE,
                Map.of("RSYNC_PASSWORD", "secret"));
        assertThat(spec).hasToString("rsync -a \"\" \"two words\" \"q\"\\\" \"new?line?[31m?\" in /");
    }

    @Test
    void isCutWhereItIsLong() {
        List<String> command = new ArrayList<>(List.of("rsync"));
        for (int i = 0; i < 10_000; i++) {
            command.add("./directory-" + i);
        }
        assertThat(new ChildSpec(command, HERE).toString()).hasSizeLessThan(600).endsWith("... (10001 arguments) in /");
    }
}
