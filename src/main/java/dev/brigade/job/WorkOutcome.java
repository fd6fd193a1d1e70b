package dev.brigade.job;

import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import dev.brigade.model.RunIdentity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Joins the outcomes of runs that one command did one after the other. Pure. */
public final class WorkOutcome {
    private WorkOutcome() {}

    /** Returns one outcome for all, or empty if there is none. */
    public static Optional<Outcome> of(List<Outcome> outcomes) {
        return outcomes.stream().reduce(WorkOutcome::joined);
    }

    private static Outcome joined(Outcome first, Outcome next) {
        RunIdentity run = next.run();
        return new Outcome(
                new RunIdentity(
                        run.id(),
                        run.job(),
                        run.version(),
                        run.host(),
                        run.command(),
                        first.run().started(),
                        run.ended()),
                next.task(),
                Math.max(first.processes(), next.processes()),
                next.tuning(),
                sum(first.copy(), next.copy()),
                sum(first.verify(), next.verify()),
                next.comparison(),
                first.entries().plus(next.entries()),
                Stream.concat(first.warnings().stream(), next.warnings().stream())
                        .toList(),
                first.stopped().or(next::stopped));
    }

    private static Optional<Phase> sum(Optional<Phase> first, Optional<Phase> next) {
        return Stream.concat(first.stream(), next.stream()).reduce(Phase::plus);
    }
}
