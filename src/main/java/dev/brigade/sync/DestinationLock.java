package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.state.RunLock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Keeps runs that write the same sources into the same destination apart. */
final class DestinationLock implements AutoCloseable {
    private final Optional<RunLock> lock;

    private DestinationLock(Optional<RunLock> lock) {
        this.lock = lock;
    }

    /**
     * Begins to be alone. A run that changes nothing need not be, and msrsync never was.
     *
     * @throws RefusedException where another run is at it
     * @throws IOException where the lock cannot be kept
     */
    static DestinationLock with(PreparedRun prepared) throws RefusedException, IOException {
        SyncRequest request = prepared.request();
        if (request.dryRun() || request.mode() == Mode.COPY_ONLY) {
            return new DestinationLock(Optional.empty());
        }
        try {
            return new DestinationLock(
                    Optional.of(RunLock.take(request.files().directory(), subject(prepared.roots()), holder())));
        } catch (RunLock.HeldException e) {
            throw new RefusedException(
                    Fault.BUSY,
                    "another run of these sources into " + request.destination() + " is under way: " + e.getMessage());
        }
    }

    /** The directories by their real paths, in the user's order. */
    static byte[] subject(Roots roots) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Source source : roots.sources()) {
            add(all, source.root());
            all.writeBytes(source.prefix().toBytes());
            all.write(0);
        }
        add(all, roots.destination());
        return all.toByteArray();
    }

    private static void add(ByteArrayOutputStream all, Path path) {
        all.writeBytes(FileName.bytesOf(path));
        all.write(0);
    }

    private static String holder() {
        return "process " + ProcessHandle.current().pid() + ", since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
