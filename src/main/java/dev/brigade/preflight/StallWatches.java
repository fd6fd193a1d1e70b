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
 * Starts stall detectors for the parts of a run that may hang in a storage.
 *
 * @param limit what happens to a run that hangs
 * @param children its processes
 * @param nanoTime a clock that only goes forward, nanoseconds
 */
public record StallWatches(StallSettings limit, Children children, LongSupplier nanoTime) {
    /** For the time before the directories are resolved. */
    public static StallWatches over(SyncRequest request, Cancellation stop, Children children, LongSupplier nanoTime) {
        String where = "source " + String.join(" ", request.sources()) + ", destination " + request.destination()
                + ", state directory " + request.files().directory();
        return new StallWatches(new StallSettings(request.limits().stall(), where, stop), children, nanoTime);
    }

    /** Returns the same for resolved directories; it asks no mount. */
    public StallWatches over(PreparedRun prepared, MountTable mounts) {
        StringJoiner where = new StringJoiner(", ");
        for (Source source : prepared.roots().sources()) {
            where.add("source " + place(source.directory(), mounts));
        }
        where.add("destination " + place(prepared.roots().destination(), mounts));
        prepared.mounts().forEach(mount -> where.add("destination mount " + place(mount, mounts)));
        return new StallWatches(new StallSettings(limit.timeout(), where.toString(), limit.stop()), children, nanoTime);
    }

    private static String place(Path directory, MountTable mounts) {
        String mount = mounts.of(directory)
                .map(on -> " on mount " + on.point() + " (" + on.type() + " " + on.source() + ")")
                .orElse("");
        return Names.printable(directory + mount);
    }

    /**
     * Watches a thread of brigade until it is closed.
     *
     * @param moved a counter that changes on progress without an event
     */
    public StallDetector watch(LongSupplier moved, Consumer<RunEvent> events) {
        return new StallDetector(new WatchedWork(() -> true, moved, children), limit, nanoTime, events);
    }

    /** Watches a thread of brigade and the processes that it starts. */
    public StallDetector watch(Consumer<RunEvent> events) {
        return watch(children::cpuNanos, events);
    }
}
