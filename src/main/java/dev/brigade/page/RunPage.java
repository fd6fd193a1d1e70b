package dev.brigade.page;

import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that the report of a run tells. Immutable.
 *
 * @param id the run's name; empty if it has none
 * @param command the command line that starts the same run again
 * @param started when the run started
 * @param outcome with all its entries; empty while the run goes on, or if it was killed
 * @param running whether the run goes on
 * @param history how it went
 * @param past outcomes of the same job with few entries, the newest first
 * @param now the time of the report
 */
public record RunPage(
        String id,
        List<String> command,
        Instant started,
        Optional<Outcome> outcome,
        boolean running,
        History history,
        List<Outcome> past,
        Instant now) {
    /** Copies the lists. */
    public RunPage {
        command = List.copyOf(command);
        past = List.copyOf(past);
    }

    /** Returns the report of a run that has ended. */
    public static RunPage of(Outcome outcome, History history, List<Outcome> past) {
        return new RunPage(
                outcome.run().id(),
                outcome.run().command(),
                outcome.run().started(),
                Optional.of(outcome),
                false,
                history,
                past,
                outcome.run().ended());
    }

    /** Returns the report as a page of HTML, at most 300 KB. */
    public String html() {
        return Page.of(this);
    }
}
