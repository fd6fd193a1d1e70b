package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.FailureGroup;
import dev.brigade.model.Outcome;
import dev.brigade.model.Problem;
import java.util.List;
import java.util.stream.Stream;

/** What failed or still differs, by its reason, the most frequent first. */
final class Failures {
    private Failures() {}

    static Html of(Outcome outcome) {
        List<Html> rows = Stream.concat(
                        FailureGroup.failed(outcome.entries()).stream(),
                        FailureGroup.differing(outcome.entries()).stream())
                .map(Failures::row)
                .toList();
        return rows.isEmpty() ? Html.of("<p class=\"empty\">No entry failed.</p>") : Html.of("""
                        <table><thead><tr><th scope="col" class="n">entries</th><th scope="col">reason</th>\
                        <th scope="col">first of them</th></tr></thead><tbody>{}</tbody></table>
                        """, rows);
    }

    private static Html row(FailureGroup group) {
        return Html.of(
                "<tr><td class=\"n\">{}</td><td class=\"words\">{}{}</td><td class=\"name\">{}</td></tr>",
                Quantities.count(group.count()),
                group.reason().isEmpty() ? "each has its own reason" : group.reason(),
                group.remedy()
                        .map(remedy -> Html.of("<div class=\"note\">To do: {}.</div>", remedy))
                        .orElse(Html.NOTHING),
                group.first().stream().map(problem -> first(problem, group)).toList());
    }

    private static Html first(Problem problem, FailureGroup group) {
        String own = group.reason().isEmpty() ? problem.reason() : "";
        String name = problem.name() == null ? "" : Html.name(problem.name());
        return Html.of("<div>{}{}{}</div>", name, name.isEmpty() || own.isEmpty() ? "" : ": ", own);
    }
}
