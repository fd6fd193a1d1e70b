package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.WrittenBytes;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.History;
import dev.brigade.model.History.Ending;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import dev.brigade.model.SizeClasses;
import dev.brigade.plan.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** Counts events for the history of a run. Thread-safe. */
final class Tally {
    /** Largest files and slowest processes that are named. */
    private static final int NAMED = 20;
    /** The time of shorter processes is mostly the start of rsync. */
    private static final Duration LONG = Duration.ofMillis(500);

    private final LongSupplier nanoTime;
    private final WrittenBytes written;
    private final boolean dryRun;
    private final long start;
    private final IdentityHashMap<Bucket, Running> running = new IdentityHashMap<>();
    private final SizeClasses sizes = new SizeClasses();
    private final PriorityQueue<History.Copied> largest =
            new PriorityQueue<>(Comparator.comparingLong(History.Copied::bytes));
    private final PriorityQueue<History.RsyncProcess> slowest = new PriorityQueue<>(
            Comparator.comparingDouble(History.RsyncProcess::workPerSecond).reversed());
    private List<History.RsyncProcess> ended = new ArrayList<>();
    private Optional<Pass> pass = Optional.empty();
    private long before;
    private long changed;
    private long finished;
    private long bytes;
    private int busy;
    private long recorded;
    private long unnamed;

    /** A bucket that an rsync process works on. */
    private static final class Running {
        private FileName first = FileName.ROOT;
        private int attempt;
        private Optional<RunEvent.FileStarted> writing = Optional.empty();
    }

    /**
     * Starts to count.
     *
     * @param dryRun whether changes are only announced
     */
    Tally(LongSupplier nanoTime, boolean dryRun) {
        this.nanoTime = nanoTime;
        this.written = new WrittenBytes(nanoTime);
        this.start = nanoTime.getAsLong();
        this.dryRun = dryRun;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    synchronized void count(RunEvent event) {
        if (event instanceof RunEvent.CrawlStarted) {
            begin(Optional.empty());
        } else if (event instanceof RunEvent.PassStarted started) {
            begin(Optional.of(started.pass()));
        } else if (event instanceof RunEvent.BucketStarted started) {
            Running bucket = running.computeIfAbsent(started.bucket(), none -> new Running());
            bucket.first = started.first();
            bucket.attempt++;
            busy++;
        } else if (event instanceof RunEvent.FileStarted file) {
            Optional.ofNullable(running.get(file.bucket())).ifPresent(bucket -> bucket.writing = Optional.of(file));
        } else if (event instanceof RunEvent.EntryChanged entry) {
            changed(entry.bucket(), entry.change());
        } else if (event instanceof RunEvent.BucketAgain again) {
            ended(again.bucket(), again.time(), Ending.RETRIED, again.reason());
        } else if (event instanceof RunEvent.BucketFinished last) {
            finished += last.bucket().entries();
            ended(last.bucket(), last.time(), last.failed() ? Ending.FAILED : Ending.DONE, last.reason());
            running.remove(last.bucket());
        }
    }

    private void begin(Optional<Pass> next) {
        before += looked();
        changed = 0;
        finished = 0;
        busy = 0;
        running.clear();
        pass = next;
    }

    /** rsync prints changed entries at once, but reports unchanged ones only when it ends. */
    private long looked() {
        return Math.max(changed, finished);
    }

    private void changed(Bucket in, Change change) {
        changed++;
        if (!change.isTransfer()) {
            return;
        }
        if (change.bytes() >= Entry.LARGE_BYTES) {
            Optional.ofNullable(running.get(in)).ifPresent(bucket -> bucket.writing = Optional.empty());
        }
        bytes += dryRun ? 0 : change.bytes();
        sizes.add(change.bytes());
        if (largest.size() < NAMED || change.bytes() > largest.element().bytes()) {
            keep(largest, new History.Copied(change.name(), change.bytes()));
        }
    }

    private static <T> void keep(PriorityQueue<T> most, T one) {
        most.add(one);
        if (most.size() > NAMED) {
            most.remove();
        }
    }

    private void ended(Bucket bucket, Duration time, Ending ending, String reason) {
        Running known = running.getOrDefault(bucket, new Running());
        known.writing = Optional.empty();
        Duration elapsed = elapsed();
        long end = elapsed.toMillis();
        History.RsyncProcess process = new History.RsyncProcess(
                Math.max(0, end - time.toMillis()),
                end,
                pass.orElse(Pass.COPY),
                known.first,
                bucket.entries(),
                bucket.bytes(),
                known.attempt,
                ending,
                reason);
        if (RecordingRules.isRecorded(time, elapsed, busy, ending != Ending.DONE, recorded)) {
            recorded++;
            ended.add(process);
        } else {
            unnamed++;
        }
        busy--;
        if (ending == Ending.DONE && time.compareTo(LONG) >= 0) {
            keep(slowest, process);
        }
    }

    /** Returns the present moment. */
    History.Sample sample(RpcCount rpcs) {
        List<RunEvent.FileStarted> files;
        synchronized (this) {
            files = running.values().stream()
                    .flatMap(bucket -> bucket.writing.stream())
                    .toList();
        }
        // Not under the lock: a storage may hang.
        long writing = dryRun ? 0 : files.stream().mapToLong(this::written).sum();
        synchronized (this) {
            return new History.Sample(elapsed().toMillis(), pass, before + looked(), bytes + writing, busy, rpcs);
        }
    }

    private long written(RunEvent.FileStarted file) {
        return Math.min(
                file.change().bytes(), written.of(file.file(), file.change().isCreation()));
    }

    /** Returns processes that ended since the last call. */
    synchronized List<History.RsyncProcess> ended() {
        List<History.RsyncProcess> all = ended;
        ended = new ArrayList<>();
        return all;
    }

    synchronized History.Summary summary() {
        return new History.Summary(
                unnamed,
                sizes.toList(),
                largest.stream().sorted(largest.comparator().reversed()).toList(),
                slowest.stream().sorted(slowest.comparator().reversed()).toList());
    }
}
