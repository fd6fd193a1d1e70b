package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade runs}: lists, shows and removes runs. */
@Command(
        name = "runs",
        description = "List running, unfinished and recently finished runs.",
        sortOptions = false,
        footer = "To resume an unfinished run, repeat its command or use 'brigade resume ID'.")
final class RunsCommand implements Callable<Integer> {
    @Mixin
    private final StateOptions state = new StateOptions();

    private final RunCommand run;

    RunsCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException {
        run.console().print(runs(state).lines());
        return 0;
    }

    @Command(name = "show", description = "Show the details and the outcome of a run.")
    int show(@Mixin StateOptions where, @Parameters(paramLabel = "ID", description = "The run.") String id)
            throws RefusedException {
        SavedRuns runs = runs(where);
        run.console().print(runs.describe(runs.find(id)));
        return 0;
    }

    @Command(name = "rm", description = "Remove the files of runs. An unfinished run can then not be resumed.")
    int remove(
            @Mixin StateOptions where,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The runs.") List<String> ids)
            throws RefusedException {
        SavedRuns runs = runs(where);
        for (String id : ids) {
            runs.remove(id);
        }
        return 0;
    }

    private SavedRuns runs(StateOptions where) throws RefusedException {
        return SavedRuns.in(where.files(run.environment()).directory());
    }
}
