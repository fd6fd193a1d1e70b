package dev.brigade.cli;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.EntryLists;
import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.page.RunPage;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import dev.brigade.state.SavedRun;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade report ID}: makes the report of a run that has ended, or of one that goes on. */
@Command(name = "report", description = "Write the report of a run as a web page.", sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";

    private final RunCommand run;

    @Parameters(index = "0", paramLabel = "ID", description = "The run, as listed by 'brigade runs', or 'last'.")
    private String id = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FILE.html",
            description = "Write the page to this file; - means standard output (default: ID.html).")
    private @Nullable String file;

    @Mixin
    private final StateOptions state = new StateOptions();

    ReportCommand(RunCommand run) {
        this.run = run;
    }

    @Override
    public Integer call() throws RefusedException {
        RunPlaces.Found place = state.places(run.environment()).find(id);
        SavedRun found = place.run();
        RunPage page = page(place.place(), found);
        if (STANDARD_OUTPUT.equals(file)) {
            Console.write(run.console().out(), page.html());
            return 0;
        }
        String name = file == null ? found.id() + ".html" : file;
        ReportFile.at(name).write(page);
        run.console().print(List.of("the report of " + found.id() + " is in " + name));
        return 0;
    }

    private static RunPage page(SavedRuns saved, SavedRun found) throws RefusedException {
        try {
            if (found.state() == SavedRun.State.DAMAGED) {
                throw new DamagedRunException(found.damage().orElse(""));
            }
            Runs runs = saved.runs().orElseThrow();
            History history = runs.history(found.id());
            boolean running = found.state() == SavedRun.State.RUNNING;
            if (found.end().isPresent() && !running) {
                EntryLists entries =
                        runs.entries(found.id()).orElse(found.end().get().entries());
                Outcome outcome = found.end().get().with(entries);
                return RunPage.of(outcome, history, saved.like(outcome.run().command()));
            }
            RunRequest request =
                    found.request().orElseThrow(() -> new DamagedRunException("nothing is known of what it was asked"));
            return new RunPage(
                    found.id(),
                    request.words(),
                    Instant.parse(request.started()),
                    Optional.empty(),
                    running,
                    history,
                    saved.like(request.words()),
                    Instant.now());
        } catch (DamagedRunException e) {
            throw new RefusedException(
                    Fault.FILES_UNUSABLE, "the files of run " + found.id() + " cannot be read: " + e.getMessage());
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.FILES_UNUSABLE, "the files of run " + found.id() + " cannot be read: " + Reasons.of(e));
        }
    }
}
