package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.Outcome;
import dev.brigade.model.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Failures by their reason, the most frequent first. */
final class Failures {
    private static final int REASONS = 30;
    private static final int NAMES = 3;

    private Failures() {}

    static Html of(Outcome outcome) {
        Map<String, List<Problem>> groups = outcome.entries().failed().first().stream()
                .collect(Collectors.groupingBy(Problem::reason, LinkedHashMap::new, Collectors.toList()));
        if (groups.isEmpty()) {
            return Html.of("<p class=\"empty\">No entry failed.</p>");
        }
        List<Html> rows = groups.entrySet().stream()
                .sorted(Comparator.comparingInt(group -> -group.getValue().size()))
                .limit(REASONS)
                .map(group -> row(group.getKey(), group.getValue()))
                .toList();
        int left = groups.size() - rows.size();
        return Html.of(
                """
                <table><thead><tr><th scope="col" class="n">entries</th><th scope="col">reason</th>\
                <th scope="col">first of them</th></tr></thead><tbody>{}</tbody></table>{}
                """,
                rows,
                left == 0
                        ? Html.NOTHING
                        : Html.of(
                                "<p class=\"note\">{} left out.</p>",
                                Quantities.count(left, "reason is", "reasons are")));
    }

    private static Html row(String reason, List<Problem> problems) {
        return Html.of(
                "<tr><td class=\"n\">{}</td><td class=\"words\">{}</td><td class=\"name\">{}</td></tr>",
                Quantities.count(problems.size()),
                reason,
                problems.stream()
                        .limit(NAMES)
                        .flatMap(problem -> Stream.ofNullable(problem.name()))
                        .map(name -> Html.of("<div>{}</div>", name))
                        .toList());
    }
}
