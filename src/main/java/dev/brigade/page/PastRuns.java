package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Figures;
import dev.brigade.model.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The last runs of the same job: whether this one is as usual. */
final class PastRuns {
    private static final int MOST = 20;

    private PastRuns() {}

    static Html of(RunPage run) {
        List<Outcome> all = new ArrayList<>();
        run.outcome().ifPresent(all::add);
        run.past().stream()
                .filter(outcome -> !outcome.run().id().equals(run.id()))
                .limit(MOST - all.size())
                .forEach(all::add);
        if (all.isEmpty() || run.past().isEmpty()) {
            return Html.of("<p class=\"empty\">The state directory has no earlier run of this job.</p>");
        }
        double longest = all.stream().mapToLong(PastRuns::millis).max().orElse(1);
        double most = all.stream().mapToLong(PastRuns::written).max().orElse(1);
        List<Html> rows =
                all.stream().map(outcome -> row(outcome, longest, most)).toList();
        return Html.of("""
                <div class="scroll" tabindex="0" role="group" aria-labelledby="runs-of-this-job"><table><thead><tr>\
                <th scope="col">started</th><th scope="col">result</th><th scope="col" class="n">duration</th>\
                <th scope="col" class="n">copied</th><th scope="col" class="n">failed</th></tr></thead>\
                <tbody>{}</tbody></table></div>
                """, rows);
    }

    private static long millis(Outcome outcome) {
        return Duration.between(outcome.run().started(), outcome.run().ended()).toMillis();
    }

    private static long written(Outcome outcome) {
        return outcome.copy()
                .or(outcome::verify)
                .map(phase -> phase.written().transferredBytes())
                .orElse(0L);
    }

    private static Html row(Outcome outcome, double longest, double most) {
        ExitCode code = ExitCode.of(outcome);
        return Html.of(
                """
                <tr><td>{}</td><td><span class="dot {}"></span>{}</td><td class="n">{}{}</td><td class="n">{}{}</td>\
                <td class="n">{}</td></tr>
                """,
                Facts.minute(outcome.run().started()),
                code == ExitCode.OK ? "good" : code == ExitCode.SOURCE_CHANGED ? "warn" : "bad",
                code == ExitCode.OK ? "OK" : "code " + code.number(),
                Quantities.time(Duration.ofMillis(millis(outcome))),
                Summaries.bar(millis(outcome) / Math.max(1, longest)),
                Quantities.bytes(written(outcome)),
                Summaries.bar(written(outcome) / Math.max(1, most)),
                Quantities.count(Figures.of(outcome).failed()));
    }
}
