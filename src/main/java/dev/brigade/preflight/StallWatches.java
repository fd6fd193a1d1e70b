package dev.brigade.preflight;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.format.Names;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.mount.MountTable;
import dev.brigade.run.Cancellation;
import dev.brigade.run.StallDetector;
import dev.brigade.run.StallSettings;
import dev.brigade.run.WatchedWork;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Begins watches over the parts of a run that may hang in a storage.
 *
 * @param limit what becomes of a run that does
 * @param children its processes
 * @param nanoTime a clock that only goes forward, nanoseconds
 */
public record StallWatches(StallSettings limit, Children children, LongSupplier nanoTime) {
    /** For what comes before it is known where the directories lie. */
    public static StallWatches over(SyncRequest request, Cancellation stop, Children children, LongSupplier nanoTime) {
        String where = "source " + String.join(" ", request.sources()) + ", destination " + request.destination();
        return new StallWatches(new StallSettings(request.limits().stall(), where, stop), children, nanoTime);
    }

    /** The same, for directories that are known; only the table of mounts is asked, never a mount. */
    public StallWatches over(PreparedRun prepared) {
        Roots roots = prepared.roots();
        MountTable mounts = MountTable.now();
        StringJoiner where = new StringJoiner(", ");
        for (Source source : roots.sources()) {
            where.add("source " + place(source.directory(), mounts));
        }
        where.add("destination " + place(roots.destination(), mounts));
        for (Path mount : prepared.mounts()) {
            where.add("destination mount " + place(mount, mounts));
        }
        return new StallWatches(new StallSettings(limit.timeout(), where.toString(), limit.stop()), children, nanoTime);
    }

    private static String place(Path directory, MountTable mounts) {
        String path = Names.printable(directory.toString());
        return mounts.of(directory)
                .map(mount ->
                        path + " on mount " + Names.printable(mount.point().toString()) + " (" + mount.type() + " "
                                + Names.printable(mount.source()) + ")")
                .orElse(path);
    }

    /**
     * Watches what one of our threads does, until it is closed.
     *
     * @param moved a number that is another one when something moved without an event
     */
    public StallDetector watch(LongSupplier moved, Consumer<RunEvent> events) {
        return new StallDetector(new WatchedWork(() -> true, moved, children), limit, nanoTime, events);
    }

    /** Watches what is done partly by processes. */
    public StallDetector watch(Consumer<RunEvent> events) {
        return watch(children::cpuNanos, events);
    }
}
