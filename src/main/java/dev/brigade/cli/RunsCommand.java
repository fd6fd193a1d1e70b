package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade runs}: what is known of runs that are under way, unfinished or over. */
@Command(
        name = "runs",
        description =
                "Lists runs that are under way or unfinished, and the last that are over; see also 'brigade resume'.",
        sortOptions = false,
        footer = "The same command as before, or 'brigade resume ID', goes on with an unfinished run.")
final class RunsCommand implements Callable<Integer> {
    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();

    private final Console console;

    RunsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws RefusedException {
        console.print(SavedRuns.in(state.files().directory()).lines());
        return 0;
    }

    @Command(name = "show", description = "Tells all that is known of a run, its outcome too.")
    int show(
            @Mixin HelpOption asked,
            @Mixin StateOptions where,
            @Parameters(paramLabel = "ID", description = "The run.") String id)
            throws RefusedException {
        SavedRuns runs = SavedRuns.in(where.files().directory());
        console.print(runs.describe(runs.find(id)));
        return 0;
    }

    @Command(
            name = "rm",
            description = "Forgets runs that are not under way; an unfinished one can then not be gone on with.")
    int remove(
            @Mixin HelpOption asked,
            @Mixin StateOptions where,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The runs.") List<String> ids)
            throws RefusedException {
        SavedRuns runs = SavedRuns.in(where.files().directory());
        for (String id : ids) {
            runs.remove(id);
        }
        return 0;
    }
}
