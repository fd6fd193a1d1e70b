package dev.brigade.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.count.CountResult;
import dev.brigade.count.CountResult.Crowded;
import dev.brigade.model.CappedList;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.testing.AwkwardNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A census as programs read it; another library than the one that wrote it reads it here. */
final class CountJsonTest {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static JsonNode json(CountResult counted) throws IOException {
        String line = CountJson.line(counted);
        assertThat(line).doesNotContain("\n");
        return MAPPER.readTree(line);
    }

    @Test
    void holdsAllThatWasCounted() throws IOException {
        assertThat(json(Censuses.plain())).isEqualTo(MAPPER.readTree("""
                {"complete": true, "exit_code": 0, "roots": [{"path": "/data"}],
                 "entries": 21, "files": 14, "directories": 4, "symlinks": 2, "others": 1,
                 "hard_links": 3, "hard_links_exact": true, "bytes": 6000, "mean_bytes": 545,
                 "largest": {"path": "/data/large", "bytes": 5000},
                 "sizes": [{"from": 0, "files": 0, "bytes": 0}, {"from": 1, "files": 10, "bytes": 1000},
                           {"from": 1024, "files": 0, "bytes": 0}, {"from": 4096, "files": 1, "bytes": 5000},
                           {"from": 1099511627776, "files": 0, "bytes": 0}],
                 "judge_by": "files/s", "flat": {"limit": 20000, "count": 0, "worst": []},
                 "unreadable": {"count": 0, "first": []}, "sync": {"processes": 16, "files": 170}, "seconds": 1.23}
                """));
    }

    @Test
    void namesComeBackByteForByteAndHoldNothingThatATerminalObeys() throws IOException {
        for (FileName name : AwkwardNames.all()) {
            CountResult counted = Censuses.with(
                    List.of(name),
                    name,
                    CappedList.of(List.of(new Crowded(name, 20_001))),
                    CappedList.of(List.of(new Problem(name, "no\nreason"))));
            JsonNode json = json(counted);
            List<JsonNode> rootIdentities = List.of(
                    json.at("/roots/0"), json.at("/largest"), json.at("/flat/worst/0"), json.at("/unreadable/first/0"));
            assertThat(rootIdentities)
                    .allSatisfy(place -> assertThat(bytes(place)).isEqualTo(name.toBytes()));
            assertThat(CountJson.line(counted).codePoints())
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        }
    }

    private static byte[] bytes(JsonNode place) throws IOException {
        return place.has("path_base64")
                ? place.get("path_base64").binaryValue()
                : place.get("path").textValue().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        JsonNode stopped = json(Censuses.stopped());
        assertThat(stopped.get("complete").booleanValue()).isFalse();
        assertThat(stopped.get("exit_code").intValue()).isEqualTo(10);

        CappedList<Problem> unreadable =
                new CappedList<>(2, List.of(new Problem(FileName.of("x"), "Permission denied")));
        JsonNode partly = json(Censuses.of(Censuses.SIZES, 6_000, unreadable));
        assertThat(partly.get("complete").booleanValue()).isFalse();
        assertThat(partly.get("exit_code").intValue()).isEqualTo(20);
        assertThat(partly.at("/unreadable/count").intValue()).isEqualTo(2);
        assertThat(partly.at("/unreadable/first/0/reason").textValue()).isEqualTo("Permission denied");

        JsonNode empty = json(Censuses.of(List.of(), 0, CappedList.of(List.of())));
        assertThat(empty.get("largest").isNull()).isTrue();
        assertThat(empty.get("judge_by").isNull()).isTrue();
    }

    @Test
    void everyKeyIsInThePage() throws IOException {
        String page = Files.readString(Path.of("docs/count.md"));
        FileName awkward = AwkwardNames.all().get(AwkwardNames.all().size() - 1);
        JsonNode json = json(Censuses.with(
                List.of(awkward),
                awkward,
                CappedList.of(List.of(new Crowded(awkward, 20_001))),
                CappedList.of(List.of(new Problem(awkward, "x")))));
        List<String> keys = new ArrayList<>(new TreeSet<>(keys(json)));
        assertThat(keys)
                .contains("path_base64", "judge_by", "worst")
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> keys.addAll(keys(child)));
        return keys;
    }
}
