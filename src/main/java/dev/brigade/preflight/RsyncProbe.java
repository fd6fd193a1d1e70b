package dev.brigade.preflight;

import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import dev.brigade.exec.Children.Captured;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.FileName;
import dev.brigade.model.Mode;
import dev.brigade.model.Pass;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.model.VerifyLevel;
import dev.brigade.plan.Bucket;
import dev.brigade.rsync.ExitStatus;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.rsync.RsyncVersion;
import dev.brigade.rsync.TransferItemName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks rsync for its version, and whether it accepts the options. Not thread-safe.
 *
 * @param children runs rsync
 * @param timeout for each answer
 * @param answers what rsync answered before to these command lines; the probe adds to it. An answer takes 50 ms
 */
public record RsyncProbe(Children children, Duration timeout, Map<List<String>, Captured> answers) {
    /** The name of no file: rsync checks its options, finds nothing to copy and ends with this status. */
    private static final FileName NOWHERE = FileName.of("brigade-preflight\u0001");

    private static final int NOT_FOUND = 23;

    /** Exit status for a directory that cannot be entered, and for an error of a file system. */
    private static final Set<Integer> STORAGE = Set.of(3, 11);

    /**
     * Returns the rsync on PATH.
     *
     * @throws RefusedException if there is none
     */
    public Path find() throws RefusedException {
        return children.find("rsync")
                .orElseThrow(() -> new RefusedException(
                        Fault.RSYNC_MISSING, "rsync is not installed, or not on PATH. Install the package rsync"));
    }

    /**
     * Returns the version of an rsync.
     *
     * @throws RefusedException if it is too old, or no rsync
     */
    public RsyncVersion version(Path rsync) throws RefusedException, InterruptedException {
        Captured said = capture(List.of(rsync.toString(), "--version"), Path.of("/"));
        Optional<RsyncVersion> version = said.status() == 0 ? RsyncVersion.parse(said.out()) : Optional.empty();
        if (version.isEmpty() || version.get().compareTo(RsyncVersion.OLDEST) < 0) {
            String what = version.map(old -> " is " + old + ", which is too old")
                    .orElseGet(() -> " is not a supported rsync (" + firstWords(said, said.out()) + ")");
            throw refused(said, rsync + what + ". Install rsync " + RsyncVersion.OLDEST + " or newer");
        }
        return version.get();
    }

    /**
     * Lets rsync check the options of each pass in a dry run, which takes 70 ms each: rsync waits most of that time.
     *
     * @throws RefusedException if it refuses them, or cannot use the directories
     */
    public void checkOptions(PreparedRun prepared) throws RefusedException, InterruptedException {
        Source source = prepared.roots().sources().get(0);
        RsyncCommand command =
                Preflight.command(prepared, VerifyLevel.CHECKSUM, true, true).with(Setting.DRY_RUN, true);
        for (Pass pass : passes(prepared.request().mode())) {
            List<String> line = new ArrayList<>(command.options(pass, Bucket.Kind.LARGE, true));
            line.addAll(command.withArguments(List.of(TransferItemName.of(new TransferItem(NOWHERE, false), source)
                    .flatMap(FileName::asArgument)
                    .orElseThrow())));
            Captured said = capture(line, source.root());
            if (said.status() == 0) {
                throw refused(
                        said, command.program() + " does not work: it reports success for a file that does not exist");
            }
            if (said.status() != NOT_FOUND) {
                String reason = firstWords(said, said.err());
                if (ExitStatus.of(said.status()) == ExitStatus.REFUSED) {
                    throw new RefusedException(Fault.RSYNC_OPTIONS, "rsync refuses the options: " + reason);
                }
                if (STORAGE.contains(said.status())) {
                    throw new RefusedException(
                            Fault.NOT_READY,
                            "rsync cannot use the source " + source.root() + " or the destination "
                                    + prepared.roots().destination() + ": " + reason);
                }
                throw refused(said, command.program() + " does not work: " + reason);
            }
        }
    }

    private static List<Pass> passes(Mode mode) {
        return switch (mode) {
            case SYNC -> List.of(Pass.COPY, Pass.VERIFY);
            case VERIFY -> List.of(Pass.VERIFY);
            case COPY_ONLY -> List.of(Pass.COPY);
        };
    }

    private static String firstWords(Captured said, String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseGet(() -> why(said.outcome()));
    }

    private static String why(ChildOutcome outcome) {
        if (outcome instanceof ChildOutcome.Exited exited) {
            return "it ended with " + exited.status() + " and no message";
        }
        if (outcome instanceof ChildOutcome.NotStarted not) {
            return not.reason();
        }
        return outcome instanceof ChildOutcome.TimedOut ? "it did not respond" : "it was stopped";
    }

    private Captured capture(List<String> command, Path directory) throws InterruptedException {
        Captured known = answers.get(command);
        if (known != null) {
            return known;
        }
        Captured said = children.capture(new ChildSpec(command, directory, RsyncCommand.ENVIRONMENT), timeout);
        answers.put(command, said);
        return said;
    }

    private static RefusedException refused(Captured said, String message) {
        boolean slow = said.outcome() instanceof ChildOutcome.TimedOut;
        return new RefusedException(slow ? Fault.RSYNC_SLOW : Fault.RSYNC_MISSING, message);
    }
}
