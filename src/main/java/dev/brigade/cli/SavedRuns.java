package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.format.ShellWords;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.report.Look;
import dev.brigade.report.TextReport;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import dev.brigade.state.SavedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds, describes and removes the runs of a state directory. */
record SavedRuns(Path directory, Optional<Runs> runs, List<SavedRun> all) {

    static SavedRuns in(Path directory) throws RefusedException {
        try {
            Optional<Runs> runs = Runs.at(directory);
            return new SavedRuns(directory, runs, runs.isPresent() ? runs.get().all() : List.of());
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.FILES_UNUSABLE, "the state directory " + directory + " cannot be used: " + Reasons.of(e));
        }
    }

    SavedRun find(String id) throws RefusedException {
        return all.stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RefusedException.usage(
                        "there is no run " + id + " in " + directory + ". 'brigade runs' lists the runs"));
    }

    /** Returns outcomes of runs with the same sources and destination as a command line, the newest first. */
    List<Outcome> like(List<String> command) {
        return all.stream()
                .flatMap(run -> run.end().stream())
                .filter(outcome -> paths(outcome.run().command()).equals(paths(command)))
                .toList();
    }

    private static List<String> paths(List<String> command) {
        return command.subList(command.indexOf("--") + 1, command.size());
    }

    void remove(String id) throws RefusedException {
        find(id);
        try {
            if (runs.isPresent()) {
                runs.get().remove(id);
            }
        } catch (IOException e) {
            throw new RefusedException(Fault.BUSY, "cannot remove run " + id + ": " + Reasons.of(e));
        }
    }

    /** Returns a line for each run. */
    List<String> lines() {
        return all.stream()
                .map(run -> String.format(Locale.ROOT, "%s  %-40s  %s", run.id(), state(run), command(run)))
                .toList();
    }

    /** Returns all details of a run. */
    List<String> describe(SavedRun run) {
        List<String> lines = new ArrayList<>(List.of("run      " + run.id(), "state    " + state(run)));
        run.request().ifPresent(request -> lines.add("started  " + request.started() + ", " + request.version()));
        lines.add("command  " + command(run));
        run.end().ifPresent(end -> {
            lines.add("ended    " + end.run().ended() + ", exit code "
                    + ExitCode.of(end).number());
            TextReport.lines(
                            end,
                            ExitCode.of(end).number(),
                            new Look(Look.Detail.NORMAL, ZoneId.systemDefault(), false, ""))
                    .forEach(line -> lines.add("  " + line));
        });
        runs.ifPresent(where -> {
            lines.add("files    " + where.path().resolve(run.id()));
            addErrors(where.errors(run.id()), lines);
        });
        return lines.stream().map(Names::printable).toList();
    }

    private static void addErrors(Path errors, List<String> lines) {
        try (Stream<Path> files = Files.list(errors)) {
            lines.add("errors   output of "
                    + Quantities.count(files.count(), "failed rsync process", "failed rsync processes") + " in "
                    + errors);
        } catch (NoSuchFileException e) {
            // No process failed.
        } catch (IOException e) {
            lines.add("errors   cannot be read: " + Reasons.of(e));
        }
    }

    private static String state(SavedRun run) {
        String copied = run.workItems() == 0
                ? ""
                : ", " + Quantities.count(run.done()) + " of " + Quantities.count(run.workItems(), "part", "parts")
                        + " copied";
        return switch (run.state()) {
            case RUNNING -> "running" + copied;
            case UNFINISHED -> "unfinished" + copied;
            case FINISHED ->
                "finished, exit code "
                        + run.end().map(end -> ExitCode.of(end).number()).orElse(0);
            case DAMAGED -> "damaged: " + run.damage().orElse("");
        };
    }

    /** Returns the command line in shell quotes. */
    private static String command(SavedRun run) {
        return run.request().map(RunRequest::words).orElse(List.of()).stream()
                .map(ShellWords::quote)
                .map(Names::printable)
                .collect(Collectors.joining(" ", "brigade ", ""));
    }
}
