package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.report.Look;
import dev.brigade.report.TextReport;
import dev.brigade.state.SavedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Follows a run of another process until it ends. */
final class RunWatch {
    private static final String BACK_AND_ERASE_BELOW = "\r\u001b[J";

    private final Console console;
    private final Look look;
    private final long millis;
    private String shown = "";

    /**
     * Prepares to watch.
     *
     * @param millis time between two looks, milliseconds
     */
    RunWatch(Console console, Look look, long millis) {
        this.console = console;
        this.look = look;
        this.millis = millis;
    }

    /** Prints progress until the run ends, and then its outcome; returns its exit code. */
    int watch(Path directory, String id) throws RefusedException, InterruptedException {
        while (true) {
            SavedRuns place = SavedRuns.in(directory);
            SavedRun run = place.find(id);
            if (run.state() != SavedRun.State.RUNNING) {
                show("");
                return ended(place, run);
            }
            show(run.progress().stream().skip(1).findFirst().orElse("running"));
            TimeUnit.MILLISECONDS.sleep(millis);
        }
    }

    private int ended(SavedRuns place, SavedRun run) throws RefusedException {
        Optional<Outcome> end = place.outcome(run);
        if (end.isEmpty()) {
            console.complain(
                    "run " + run.id() + " was killed, or its files are damaged: 'brigade runs show " + run.id() + "'");
            return ExitCode.BUG.number();
        }
        int code = RunTable.code(end.get());
        console.print(TextReport.lines(end.get(), code, look));
        return code;
    }

    /** On a terminal, a line replaces the one before; elsewhere it follows, if it is another one. */
    private void show(String progress) {
        String line = Names.printable(progress);
        if (console.errIsTerminal()) {
            Console.write(console.err(), BACK_AND_ERASE_BELOW + line);
        } else if (!line.isEmpty() && !line.equals(shown)) {
            console.report(List.of(line));
        }
        shown = line;
    }
}
