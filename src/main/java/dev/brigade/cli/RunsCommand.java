package dev.brigade.cli;

import dev.brigade.cli.RunPlaces.Found;
import dev.brigade.format.Names;
import dev.brigade.model.RefusedException;
import dev.brigade.report.Look.Detail;
import dev.brigade.report.RunJson;
import dev.brigade.state.RunRequest;
import dev.brigade.state.SavedRun;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brigade runs}: lists, shows, follows and removes runs. */
@Command(
        name = "runs",
        description = "List running, unfinished and finished runs.",
        sortOptions = false,
        footer = "To resume an unfinished run, repeat its command or use 'brigade resume ID'.")
final class RunsCommand implements Callable<Integer> {
    private static final String ID = "The run: its ID as listed by 'brigade runs', the beginning of it, or 'last'.";

    private static final long LOOK_MILLIS = 1_000;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--json", description = "Print one JSON array with an object for each run.")
    private boolean json;

    private final RunCommand run;

    RunsCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException {
        RunPlaces places = state.places(run.environment());
        List<Found> all = places.all();
        if (json) {
            run.console()
                    .print(List.of(
                            RunJson.array(all.stream().map(RunsCommand::json).toList())));
        } else if (all.isEmpty()) {
            run.console().print(List.of("there are no runs in " + Names.printable(places.where())));
        } else {
            List<SavedRun> runs = all.stream().map(Found::run).toList();
            run.console().print(RunTable.lines(runs, run.look(Detail.NORMAL).zone(), Instant.now()));
        }
        return 0;
    }

    private static RunJson json(Found found) {
        SavedRun run = found.run();
        return new RunJson(
                run.id(),
                run.state(),
                run.request().flatMap(RunTable::started),
                run.request().flatMap(RunTable::job),
                run.request().map(RunRequest::words).orElse(List.of()),
                found.place().directory(),
                run.progress().stream().skip(1).findFirst(),
                run.damage(),
                run.end());
    }

    @Command(name = "show", description = "Show the details and the outcome of a run.", sortOptions = false)
    int show(
            @Mixin StateOptions where,
            @Option(names = "--failed", description = "List all names that failed or still differ, with the reasons.")
                    boolean failed,
            @Option(
                            names = "--changed",
                            description = "List all names that were repaired or deleted, or that changed in the source"
                                    + " during the run.")
                    boolean changed,
            @Option(names = "--errors", description = "Print what the rsync processes that failed printed.")
                    boolean errors,
            @Parameters(paramLabel = "ID", description = ID) String id)
            throws RefusedException {
        Found found = where.places(run.environment()).find(id);
        Console console = run.console();
        RunDetails details = new RunDetails(
                found.place(),
                found.run(),
                run.look(Detail.NORMAL, found.place().directory()));
        if (failed) {
            console.print(details.failed());
        }
        if (changed) {
            console.print(details.changed());
        }
        if (errors) {
            details.errors(console::print);
        }
        if (!(failed || changed || errors)) {
            console.print(details.lines());
        }
        return 0;
    }

    @Command(
            name = "watch",
            description = "Print the progress of a run until it ends, then its outcome; exit with its exit code.",
            sortOptions = false)
    int watch(@Mixin StateOptions where, @Parameters(paramLabel = "ID", description = ID) String id)
            throws RefusedException, InterruptedException {
        Found found = where.places(run.environment()).find(id);
        Path directory = found.place().directory();
        return new RunWatch(run.console(), run.look(Detail.NORMAL, directory), LOOK_MILLIS)
                .watch(directory, found.run().id());
    }

    @Command(name = "rm", description = "Remove the files of runs. An unfinished run can then not be resumed.")
    int remove(
            @Mixin StateOptions where,
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The runs.") List<String> ids)
            throws RefusedException {
        for (String id : ids) {
            Found found = where.places(run.environment()).find(id);
            found.place().remove(found.run());
        }
        return 0;
    }
}
