package dev.brigade.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.brigade.model.Ending;
import dev.brigade.model.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard that come with brigade ask for metrics that it writes. */
final class AlertsTest {
    private static final Path FILES = Path.of("src/dist/prometheus").toAbsolutePath();
    private static final Pattern METRIC = Pattern.compile("brigade_\\w+");

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> written() {
        return metrics(Metrics.text(Ending.of(Outcomes.sync().get()), "job", Instant.EPOCH, Optional.empty()));
    }

    @Test
    void prometheusTakesTheAlerts() {
        assertThat(Promtool.check(FILES, "rules brigade.rules.yml")).contains("SUCCESS: 3 rules found");
    }

    @Test
    void theAlertsAskForMetricsThatExist() throws IOException {
        String rules = Files.readString(FILES.resolve("brigade.rules.yml"));
        assertThat(written()).containsAll(metrics(rules));
        assertThat(metrics(rules)).isNotEmpty();
    }

    @Test
    void theDashboardShowsEachMetric() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
        Set<String> shown = new TreeSet<>();
        dashboard
                .get("panels")
                .forEach(panel -> panel.get("targets")
                        .forEach(target ->
                                shown.addAll(metrics(target.get("expr").asText()))));
        Set<String> all = written();
        all.remove("brigade_last_run_timestamp_seconds");
        assertThat(shown).isEqualTo(all);
    }
}
