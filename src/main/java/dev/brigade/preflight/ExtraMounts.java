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
 * Opens the ways to the destination: makes it, where it is missing, and proves that it is what further mounts are said
 * to show.
 *
 * @param prepared the run
 * @param stop ends the waiting for a mount
 * @param pause before a mount is looked at once more
 * @param watches watch over mounts that do not answer
 * @param events told what the user should know
 */
public record ExtraMounts(
        PreparedRun prepared, Cancellation stop, Duration pause, StallWatches watches, Consumer<RunEvent> events) {

    /**
     * What the destination is in further mounts, as far as that can be known before anything is made; none in a dry
     * run.
     */
    static List<Path> resolve(SyncRequest request, RsyncOptions options, Roots roots) throws RefusedException {
        List<Path> mounts = new ArrayList<>();
        if (request.dryRun()) {
            return mounts;
        }
        for (String given : request.access().mounts()) {
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
                    Fault.PREFLIGHT,
                    "--dest-mount " + given + (seen.exists() ? " exists" : " does not exist") + ", and the destination "
                            + roots.destination() + (roots.exists() ? " does" : " does not") + MountCheck.REMEDY);
        }
        return seen.destination();
    }

    /**
     * Makes the destination, where it is missing and the run may write, and proves the mounts.
     *
     * @throws RefusedException where it cannot be made, or a mount shows another directory: nothing is left behind
     * @throws IOException where there is no space
     */
    @SuppressWarnings("try") // Being watched needs no more than to be.
    public DestinationMounts open() throws RefusedException, IOException {
        boolean made = !prepared.roots().exists() && !prepared.request().dryRun() && prepared.makeDestination();
        warn();
        Path destination = prepared.roots().destination();
        try (StallDetector watch = watches.watch(events)) {
            new MountCheck(destination, stop, pause).check(prepared.mounts());
        } catch (RefusedException | IOException e) {
            if (made) {
                Files.deleteIfExists(destination);
            }
            throw e;
        }
        warnOfOneDevice();
        return new DestinationMounts(prepared.seen(), MountTable.now().isRemote(destination), false);
    }

    private void warn() {
        SyncRequest request = prepared.request();
        if (request.dryRun() && !request.access().mounts().isEmpty()) {
            tell("--dest-mount is not used in a dry run: to prove that it shows the destination, something has to be"
                    + " written");
        } else if (prepared.mounts().size() < request.access().mounts().size()) {
            tell("--dest-mount brings nothing where it is the destination itself, or given twice");
        }
        if (request.access().trusted() && !prepared.version().guardsPaths()) {
            tell("--trust-destination changes nothing: rsync " + prepared.version()
                    + " has no guard against other users' symbolic links, which came with 3.5");
        }
    }

    /** Mounts of one device have their locks and connections in common; to use them does no harm. */
    private void warnOfOneDevice() throws IOException {
        Map<Object, Path> first = new HashMap<>();
        for (Path mount : prepared.mounts().isEmpty() ? List.<Path>of() : prepared.seen()) {
            Path other = first.putIfAbsent(Files.getAttribute(mount, "unix:dev"), mount);
            if (other != null) {
                tell("--dest-mount " + mount + " brings nothing: the kernel has it as one file system with " + other
                        + "; mount NFS by another address of the server");
            }
        }
    }

    private void tell(String text) {
        events.accept(new RunEvent.Warned(text));
    }
}
