package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

final class YamlTest {
    static final List<String> NAMES = JobDirectories.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    @ValueSource(
            strings = {
                "",
                " ",
                "yes",
                "No",
                "null",
                "~",
                "12",
                "1e3",
                "0x1f",
                "2026-01-01",
                "1:30",
                "a: b",
                "a #b",
                "- a",
                "[a]",
                "{a: b}",
                "'a'",
                "\\",
                "\u0000\u007f\u0085\u2028\ufeff",
                "😀",
                "true",
                ".inf",
                "<<",
                "="
            })
    void aStringStaysAString(String text) {
        Map<String, Object> content = Map.of(
                "in a map",
                text,
                "in a list",
                List.of(text, text),
                "below",
                List.of(Map.of(text, Map.of("deep", text))));

        assertThat(read(Yaml.document(content))).isEqualTo(content);
    }

    @Test
    void otherValuesAreThemselves() {
        Map<String, Object> content =
                Map.of("number", 7, "flag", true, "none", List.of(), "nothing", Map.of(), "numbers", List.of(2, 21));

        assertThat(read(Yaml.document(content))).isEqualTo(content);
    }

    @Test
    void looksAsPeopleWriteIt() {
        assertThat(Yaml.document(Map.of("list", List.of(Map.of("name", "a", "values", List.of(1, 2))))))
                .first()
                .isEqualTo("list:");
        assertThat(Yaml.document(Map.of("list", List.of(Map.of("values", List.of(1, 2))))))
                .containsExactly("list:", "  - values: [1, 2]");
    }

    private static Object read(List<String> lines) {
        return new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions())).load(String.join("\n", lines));
    }
}
