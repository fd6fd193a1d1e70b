package dev.brigade.run;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Change;
import dev.brigade.plan.Bucket;
import java.util.IdentityHashMap;
import java.util.function.Consumer;

/**
 * How far all processes have come, by what rsync says of entries and by buckets that end. rsync tells of an entry when
 * it sends it, and what the sockets between its processes hold is sent and not yet written: behind a latency that is
 * seconds of work. So the last of what a process told does not count before it ends. Thread-safe.
 */
final class Progress implements Consumer<RunEvent> {
    /**
     * So much is sent and not written: the socket's buffer, less what the kernel keeps of it for itself (130 to 200 KiB
     * seen).
     */
    private static final double LEAD = 192 << 10;

    /** What rsync sends of an entry beside its data, about. */
    private static final double HEAD = 64;

    private final IdentityHashMap<Bucket, Told> running = new IdentityHashMap<>();
    private long endedEntries;
    private long endedBytes;

    private static final class Told {
        private long entries;
        private long bytes;

        /** Which part of it is written. */
        double written() {
            return Math.max(0, 1 - LEAD / (bytes + HEAD * entries));
        }
    }

    /**
     * How far they were.
     *
     * @param told entries that rsync told of, at once or by ending
     * @param entries that are done
     * @param bytes of these
     */
    record Done(long told, long entries, long bytes) {
        /**
         * What was done since; an attempt that is repeated tells of entries again, so that its bucket may end with
         * fewer.
         */
        Done since(Done earlier) {
            return new Done(
                    Math.max(0, told - earlier.told),
                    Math.max(0, entries - earlier.entries),
                    Math.max(0, bytes - earlier.bytes));
        }
    }

    @Override
    public synchronized void accept(RunEvent event) {
        if (event instanceof RunEvent.EntryChanged changed) {
            Change change = changed.change();
            Told of = running.computeIfAbsent(changed.bucket(), none -> new Told());
            of.entries++;
            of.bytes += change.isTransfer() ? change.bytes() : 0;
        } else if (event instanceof RunEvent.BucketFinished finished) {
            running.remove(finished.bucket());
            endedEntries += finished.bucket().entries();
            endedBytes += finished.bucket().bytes();
        }
    }

    synchronized Done now() {
        long told = endedEntries;
        double entries = endedEntries;
        double bytes = endedBytes;
        for (Told each : running.values()) {
            told += each.entries;
            entries += each.entries * each.written();
            bytes += each.bytes * each.written();
        }
        return new Done(told, (long) entries, (long) bytes);
    }
}
