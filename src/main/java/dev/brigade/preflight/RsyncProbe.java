package dev.brigade.preflight;

import dev.brigade.exec.Captured;
import dev.brigade.exec.ChildOutcome;
import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks rsync for its version, and whether it accepts the options. */
public final class RsyncProbe {
    private static final Path ANYWHERE = Path.of("/");
    /** The name of no file: rsync checks its options, finds nothing to copy and ends with 23. */
    private static final FileName NOWHERE = FileName.of("brigade-preflight\u0001");

    /** Codes for a directory that cannot be entered, and for an error of a file system. */
    private static final Set<Integer> STORAGE = Set.of(3, 11);

    private final Children children;
    private final Duration patience;

    /** Makes a probe that waits up to {@code patience} for each answer. */
    public RsyncProbe(Children children, Duration patience) {
        this.children = children;
        this.patience = patience;
    }

    /** What asks rsync, and knows where programs are. */
    Children children() {
        return children;
    }

    Path find() throws RefusedException {
        return children.find("rsync")
                .orElseThrow(() -> new RefusedException(
                        Fault.RSYNC_MISSING, "rsync is not installed, or not on PATH. Install the package rsync"));
    }

    RsyncVersion version(Path rsync) throws RefusedException, InterruptedException {
        Captured said = capture(List.of(rsync.toString(), "--version"), ANYWHERE);
        String text = new String(said.out(), StandardCharsets.UTF_8);
        Optional<RsyncVersion> version = said.status() == 0 ? RsyncVersion.parse(text) : Optional.empty();
        if (version.isEmpty()) {
            throw refused(
                    said,
                    rsync + " is not a supported rsync (" + firstWords(said, text) + "). Install rsync "
                            + RsyncVersion.OLDEST + " or newer");
        }
        if (version.get().compareTo(RsyncVersion.OLDEST) < 0) {
            throw refused(
                    said,
                    rsync + " is " + version.get() + ", which is too old. Install rsync " + RsyncVersion.OLDEST
                            + " or newer");
        }
        return version.get();
    }

    /** Has rsync check the options of each pass in a dry run. */
    void checkOptions(PreparedRun prepared) throws RefusedException, InterruptedException {
        Source source = prepared.roots().sources().get(0);
        RsyncCommand command = Preflight.command(prepared, VerifyLevel.CHECKSUM, true, true, OptionalLong.empty())
                .with(Setting.DRY_RUN, true);
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
            if (said.status() != 23) {
                String reason = firstWords(said, new String(said.err(), StandardCharsets.UTF_8));
                if (ExitStatus.of(said.status()) == ExitStatus.REFUSED) {
                    throw new RefusedException(Fault.RSYNC_OPTIONS, "rsync refuses the options: " + reason);
                }
                if (STORAGE.contains(said.status())) {
                    throw new RefusedException(
                            Fault.PREFLIGHT,
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
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(String::strip)
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

    private Captured capture(List<String> command, Path directory) throws RefusedException, InterruptedException {
        return children.capture(new ChildSpec(command, directory, RsyncCommand.ENVIRONMENT), patience);
    }

    private static RefusedException refused(Captured said, String message) {
        boolean slow = said.outcome() instanceof ChildOutcome.TimedOut;
        return new RefusedException(slow ? Fault.RSYNC_SLOW : Fault.RSYNC_MISSING, message);
    }
}
