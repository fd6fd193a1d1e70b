package dev.brigade.cli;

import dev.brigade.event.RunEvent;
import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.page.RunPage;
import dev.brigade.state.HistoryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The report that a run writes at its end. It hears the events of the run, because the run's files may go with it. */
final class ReportOption implements Consumer<RunEvent> {
    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            order = 1,
            description = "Write a web page with a report of the run.")
    private @Nullable String name;

    private Optional<ReportFile> file = Optional.empty();
    private volatile History history = History.NONE;

    /** Refuses a file that cannot be written. */
    void open() throws RefusedException {
        if (name != null) {
            file = Optional.of(ReportFile.at(name));
        }
    }

    @Override
    public void accept(RunEvent event) {
        if (event instanceof RunEvent.RunEnded ended && file.isPresent()) {
            try {
                history = HistoryFile.read(ended.files());
            } catch (IOException e) {
                history = History.NONE; // The report says that nothing was recorded.
            }
        }
    }

    /**
     * Writes the report, if one is wanted. Failing to write it does not change the result.
     *
     * @param state the state directory of the run
     */
    void write(Outcome outcome, Path state, Console console) {
        if (file.isEmpty()) {
            return;
        }
        try {
            file.get()
                    .write(RunPage.of(
                            outcome,
                            history,
                            SavedRuns.in(state).like(outcome.run().command())));
        } catch (RefusedException e) {
            console.complain("warning: " + e.getMessage());
        }
    }
}
