package dev.brigade.model;

import java.util.Optional;

/**
 * How a command ended that was to run something. Immutable.
 *
 * @param code its exit code
 * @param message the result in one line
 * @param outcome what the run did; empty if it was refused, or if there was nothing to do
 */
public record Ending(ExitCode code, String message, Optional<Outcome> outcome) {
    /** Returns the end of a run with an outcome. */
    public static Ending of(Outcome outcome) {
        ExitCode code = ExitCode.of(outcome);
        return new Ending(code, outcome.stopped().map(StopCause::message).orElse(code.meaning()), Optional.of(outcome));
    }

    /** Returns the end of a command without a run. */
    public static Ending without(ExitCode code, String message) {
        return new Ending(code, message, Optional.empty());
    }
}
