package dev.brigade.cli;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.format.ShellWords;
import dev.brigade.model.Outcome;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.report.Look;
import dev.brigade.report.TextReport;
import dev.brigade.state.RunRequest;
import dev.brigade.state.SavedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that is known of one run, as text. */
record RunDetails(SavedRuns place, SavedRun run, Look look) {
    /** Returns its state, its command, its outcome and where its files are. */
    List<String> lines() throws RefusedException {
        List<String> lines = new ArrayList<>(List.of("run      " + run.id(), "state    " + state()));
        run.progress().stream().skip(1).forEach(line -> lines.add("progress " + line));
        run.request().ifPresent(request -> lines.add("started  " + request.started() + ", " + request.version()));
        lines.add("command  " + command());
        place.runs().ifPresent(where -> {
            lines.add("files    " + where.path().resolve(run.id()));
            addErrors(where.errors(run.id()), lines);
        });
        lines.replaceAll(Names::printable);
        Optional<Outcome> end = place.outcome(run);
        if (end.isPresent()) {
            lines.add("");
            lines.addAll(TextReport.lines(end.get(), RunTable.code(end.get()), look));
        }
        return List.copyOf(lines);
    }

    /** Returns all names that failed or differ, with their reasons. */
    List<String> failed() throws RefusedException {
        return place.outcome(run).map(TextReport::failed).orElse(List.of());
    }

    /** Returns all names that were repaired or deleted, or that changed in the source meanwhile. */
    List<String> changed() throws RefusedException {
        return place.outcome(run).map(TextReport::changed).orElse(List.of());
    }

    /** Hands over what each failed rsync process printed. */
    void errors(Consumer<List<String>> to) throws RefusedException {
        if (place.runs().isEmpty()) {
            return;
        }
        Path errors = place.runs().get().errors(run.id());
        try (Stream<Path> all = Files.list(errors)) {
            for (Path file : all.sorted().toList()) {
                List<String> lines = new ArrayList<>(List.of("== " + file));
                new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .forEach(lines::add);
                to.accept(lines.stream().map(Names::printable).toList());
            }
        } catch (NoSuchFileException e) {
            to.accept(List.of("no rsync process failed"));
        } catch (IOException e) {
            throw new RefusedException(Fault.FILES_UNUSABLE, errors + " cannot be read: " + Reasons.of(e));
        }
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

    private String state() {
        String copied = run.workItems() == 0
                ? ""
                : ", " + Quantities.count(run.done()) + " of " + Quantities.count(run.workItems(), "part", "parts")
                        + " copied";
        return switch (run.state()) {
            case RUNNING -> "running" + copied;
            case UNFINISHED -> "unfinished" + copied;
            case FINISHED ->
                "finished, exit code " + run.end().map(RunTable::code).orElse(0);
            case DAMAGED -> "damaged: " + run.damage().orElse("");
        };
    }

    /** Returns the command line in shell quotes. */
    private String command() {
        return run.request().map(RunRequest::words).orElse(List.of()).stream()
                .map(ShellWords::quote)
                .collect(Collectors.joining(" ", "brigade ", ""));
    }
}
