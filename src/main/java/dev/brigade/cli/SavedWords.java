package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the command line of a saved run or job. */
final class SavedWords {
    private SavedWords() {}

    /**
     * Returns the request that the words ask for.
     *
     * @param words what {@link RequestWords} wrote
     * @param whose what was saved, for messages
     * @param files where the run keeps its files now
     */
    static SyncRequest request(RunCommand run, List<String> words, String whose, RunFiles files)
            throws RefusedException {
        CommandLine program = Program.commandLine(run, "sync");
        try {
            program.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new RefusedException(
                    Fault.NOT_CONTINUED,
                    whose + " was started with a command that this version of brigade does not know: "
                            + e.getMessage());
        }
        CommandLine sync = Objects.requireNonNull(program.getSubcommands().get("sync"));
        return sync.<SyncCommand>getCommand().request(files);
    }
}
