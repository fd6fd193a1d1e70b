package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.EntryLists;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Figures;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a run in one sentence.
 *
 * @param style the colour: {@code good}, {@code warn}, {@code bad} or {@code running}
 * @param word the result in a word or two
 * @param sentence what it means
 */
record Verdict(String style, String word, String sentence) {
    static Verdict of(RunPage run) {
        if (run.outcome().isPresent()) {
            return of(run.outcome().get());
        }
        return run.running()
                ? new Verdict(
                        "running",
                        "Running",
                        "The run goes on; this page shows it as it was at " + Facts.time(run.now()) + ".")
                : new Verdict("bad", "Unfinished", "brigade was killed. Run the same command again; it resumes.");
    }

    private static Verdict of(Outcome outcome) {
        ExitCode code = ExitCode.of(outcome);
        if (outcome.stopped().isPresent()) {
            StopCause cause = outcome.stopped().get();
            boolean resumes =
                    outcome.task().mode() == Mode.SYNC && !outcome.task().dryRun();
            return new Verdict(
                    code == ExitCode.INTERRUPTED ? "warn" : "bad",
                    code == ExitCode.INTERRUPTED ? "Interrupted" : "Stopped",
                    capital(cause.message()) + ". Run the same command again" + (resumes ? "; it resumes." : "."));
        }
        return switch (code) {
            case OK -> new Verdict("good", "OK", good(outcome));
            case SOURCE_CHANGED ->
                new Verdict(
                        "warn",
                        "Complete",
                        "The source changed during the run: " + changes(outcome.entries())
                                + ". Everything else is copied and verified.");
            case DIFFERS -> new Verdict("bad", "Differs", differs(outcome));
            default -> new Verdict("bad", "Failed", failed(outcome));
        };
    }

    private static String good(Outcome outcome) {
        if (outcome.task().dryRun()) {
            return outcome.task().copies() ? "Nothing was changed (dry run)." : "The trees do not differ.";
        }
        if (outcome.verify().isEmpty()) {
            return "All is copied, and nothing was verified.";
        }
        return (outcome.copy().isPresent() ? "All is copied and verified" : "All is verified") + repaired(outcome);
    }

    private static String repaired(Outcome outcome) {
        long repaired = outcome.entries().repaired().count();
        return repaired == 0 ? "." : "; " + Quantities.count(repaired, "entry was", "entries were") + " repaired.";
    }

    private static String changes(EntryLists entries) {
        List<String> words = new ArrayList<>();
        if (!entries.changed().isEmpty()) {
            words.add(Quantities.count(entries.changed().count(), "entry changed", "entries changed"));
        }
        if (!entries.vanished().isEmpty()) {
            words.add(Quantities.count(entries.vanished().count(), "entry vanished", "entries vanished"));
        }
        return String.join(", ", words);
    }

    private static String differs(Outcome outcome) {
        EntryLists entries = outcome.entries();
        boolean reported = outcome.task().dryRun();
        long differing = entries.differing().count()
                + (reported ? entries.repaired().count() + entries.deleted().count() : 0);
        return Quantities.count(differing, "entry differs", "entries differ") + " from the source."
                + (entries.failed().isEmpty()
                        ? ""
                        : " " + Quantities.count(entries.failed().count(), "entry", "entries") + " failed.");
    }

    private static String failed(Outcome outcome) {
        long failed = Figures.of(outcome).failed();
        return Quantities.count(failed, "entry", "entries") + " failed. Everything else is "
                + (outcome.verify().isPresent() ? "copied and verified" + repaired(outcome) : "copied.")
                + " Fix the reasons below and run the same command again.";
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    Html head(RunPage run) {
        Instant end = run.outcome().map(outcome -> outcome.run().ended()).orElse(run.now());
        boolean over = run.outcome().isPresent() || run.running();
        String time = over ? Quantities.time(Duration.between(run.started(), end)) : "";
        String code = run.outcome()
                .map(outcome -> "exit code " + ExitCode.of(outcome).number())
                .orElse("");
        return Html.of(
                """
                <header>
                <h1>{}</h1>
                <p class="verdict {}"><strong>{}</strong> {}</p>
                <ul class="facts">{}</ul>
                </header>
                """,
                Facts.title(run),
                style,
                word,
                sentence,
                List.of(run.id(), Facts.time(run.started()), time, code).stream()
                        .filter(fact -> !fact.isEmpty())
                        .map(fact -> Html.of("<li>{}</li>", fact))
                        .toList());
    }
}
