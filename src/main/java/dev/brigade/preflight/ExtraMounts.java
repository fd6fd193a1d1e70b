package dev.brigade.preflight;

import dev.brigade.event.RunEvent;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.SyncRequest;
import dev.brigade.mount.MountTable;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.run.Cancellation;
import dev.brigade.run.DestinationMounts;
import dev.brigade.run.StallDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens the destination: creates it if it is missing, and proves that the extra mounts show it.
 *
 * @param prepared the run
 * @param stop ends the waiting for a mount
 * @param pause before another look at a mount
 * @param watches watch the storage
 * @param events gets warnings
 */
public record ExtraMounts(
        PreparedRun prepared, Cancellation stop, Duration pause, StallWatches watches, Consumer<RunEvent> events) {

    /** Returns the destination's paths through extra mounts, checked without writing; none in a dry run. */
    static List<Path> resolve(SyncRequest request, RsyncOptions options, Roots roots) throws RefusedException {
        List<Path> mounts = new ArrayList<>();
        for (String given :
                request.dryRun() ? List.<String>of() : request.access().mounts()) {
            Path mount = resolve(given, request, options, roots);
            if (!mount.equals(roots.destination()) && !mounts.contains(mount)) {
                mounts.add(mount);
            }
        }
        return List.copyOf(mounts);
    }

    private static Path resolve(String given, SyncRequest request, RsyncOptions options, Roots roots)
            throws RefusedException {
        Roots seen;
        try {
            seen = Roots.resolve(request.sources(), given, request.parents());
            if (seen.exists()) {
                Preflight.checkDestination(request, options, seen);
            }
        } catch (RefusedException e) {
            throw new RefusedException(e.fault(), "--dest-mount " + given + ": " + e.getMessage());
        }
        if (seen.exists() != roots.exists()) {
            throw new RefusedException(
                    Fault.NOT_READY,
                    "--dest-mount " + given + (seen.exists() ? " exists" : " does not exist") + ", and the destination "
                            + roots.destination() + (roots.exists() ? " does" : " does not") + MountCheck.REMEDY);
        }
        return seen.destination();
    }

    /**
     * Creates the destination if it is missing and the run may write, and proves the mounts.
     *
     * @throws RefusedException if the destination cannot be created, or a mount shows another directory: then a
     *     destination that was created is removed
     * @throws IOException if there is no space, or a directory is lost
     */
    @SuppressWarnings("try") // The watch needs no calls.
    public DestinationMounts open() throws RefusedException, IOException {
        warn();
        Path destination = prepared.roots().destination();
        try (StallDetector watch = watches.watch(events)) {
            boolean made = !prepared.roots().exists() && !prepared.request().dryRun() && prepared.makeDestination();
            try {
                new MountCheck(destination, stop, pause).check(prepared.mounts());
            } catch (RefusedException | IOException e) {
                if (made) {
                    Files.deleteIfExists(destination);
                }
                throw e;
            }
            warnOfOneDevice();
            return new DestinationMounts(prepared.seen(), MountTable.now().isRemote(destination), false, 0);
        }
    }

    private void warn() {
        SyncRequest request = prepared.request();
        if (request.dryRun() && !request.access().mounts().isEmpty()) {
            tell("a dry run does not use --dest-mount: to prove that it shows the destination, brigade has to write a"
                    + " file");
        } else if (prepared.mounts().size() < request.access().mounts().size()) {
            tell("--dest-mount has no effect if it is the destination itself, or given twice");
        }
        if (request.access().trusted() && !prepared.version().guardsPaths()) {
            tell("--trust-destination has no effect: rsync " + prepared.version()
                    + " does not check the paths. rsync 3.5 and newer do");
        }
    }

    /** Mounts of one device share their locks and connections; to use them does no harm. */
    private void warnOfOneDevice() throws IOException {
        Map<Object, Path> first = new HashMap<>();
        for (Path mount : prepared.mounts().isEmpty() ? List.<Path>of() : prepared.seen()) {
            Path other = first.putIfAbsent(Files.getAttribute(mount, "unix:dev"), mount);
            if (other != null) {
                tell("--dest-mount " + mount + " has no effect: for the kernel it is one file system with " + other
                        + ". Mount NFS by another address of the server");
            }
        }
    }

    private void tell(String text) {
        events.accept(new RunEvent.Warned(text));
    }
}
