package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.state.RunRequest;
import dev.brigade.state.SavedRun;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brigade resume ID}: resumes an unfinished run with its own options. */
@Command(name = "resume", description = "Resume an unfinished run with its own options.", sortOptions = false)
final class ResumeCommand extends RequestCommand {
    @Parameters(paramLabel = "ID", description = "The run, as listed by 'brigade runs'.")
    private String id = "";

    @Mixin
    private final StateOptions state = new StateOptions();

    ResumeCommand(RunCommand run) {
        super(run);
    }

    @Override
    SyncRequest request() throws RefusedException {
        RunPlaces.Found found = state.places(run.environment()).find(id);
        SavedRun saved = found.run();
        String why = switch (saved.state()) {
            case UNFINISHED -> "";
            case RUNNING -> throw new RefusedException(Fault.BUSY, "run " + saved.id() + " is still running");
            case FINISHED -> "is finished. The same command starts a new one";
            case DAMAGED ->
                "cannot be resumed: " + saved.damage().orElse("") + ". Remove it with 'brigade runs rm " + saved.id()
                        + "'";
        };
        if (!why.isEmpty()) {
            throw new RefusedException(Fault.NOT_CONTINUED, "run " + saved.id() + " " + why);
        }
        return request(saved, found.place().directory());
    }

    private SyncRequest request(SavedRun saved, Path directory) throws RefusedException {
        List<String> words = saved.request().map(RunRequest::words).orElse(List.of());
        return SavedWords.request(
                run, words, "run " + saved.id(), RunFiles.in(directory).with(new ResumeMode.OnlyRun(saved.id())));
    }
}
