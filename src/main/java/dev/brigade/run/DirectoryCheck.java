package dev.brigade.run;

import dev.brigade.model.FileName;
import dev.brigade.rsync.DirectoryRule;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at directories of source and destination in parallel threads, and passes on those that differ. It starts more
 * threads while the storage is slow. A thread that hangs in a storage is left behind if the run is cancelled. One
 * thread adds directories; used once.
 */
public final class DirectoryCheck {
    private static final int MOST_WAITING = 256;
    private static final long WAIT_MILLIS = 10;

    private final DirectoryRule rule;
    private final Path destination;
    private final boolean opens;
    private final int most;
    private final BooleanSupplier stopped;
    private final Consumer<FileName> differing;
    private final BlockingQueue<Work> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder looked = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * A directory to look at, or the end of all.
     *
     * @param name path below the root of the transfer
     */
    private record Work(FileName name, Path source) {
        static final Work END = new Work(FileName.ROOT, Path.of(""));
    }

    /**
     * Begins without directories.
     *
     * @param destinations the first of them is looked at; on a network, without what the client remembers
     * @param most threads at a time, at least 1
     * @param stopped whether to end early: then directories that differ may be missing
     * @param differing takes the directories that differ or cannot be read; called by many threads at once
     */
    public DirectoryCheck(
            DirectoryRule rule,
            DestinationMounts destinations,
            int most,
            BooleanSupplier stopped,
            Consumer<FileName> differing) {
        this.rule = rule;
        this.destination = destinations.mounts().get(0);
        this.opens = destinations.remote();
        this.most = most;
        this.stopped = stopped;
        this.differing = differing;
    }

    /**
     * Adds a directory; waits while too many others wait.
     *
     * @param source root of the transfer
     */
    public void add(FileName name, Path source) throws InterruptedException {
        put(new Work(name, source));
    }

    /** Waits until all directories were looked at, or the run is cancelled. */
    public void finish() throws InterruptedException {
        put(Work.END);
        for (int i = 0; i < threads.size(); i++) {
            while (threads.get(i).isAlive() && !isOver()) {
                threads.get(i).join(WAIT_MILLIS);
                if (waiting.size() > 1) {
                    startThread();
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("looking at directories failed", failure.get());
        }
    }

    private boolean isOver() {
        return stopped.getAsBoolean() || failure.get() != null;
    }

    /** Returns how many directories were looked at so far; from any thread. */
    public long looked() {
        return looked.sum();
    }

    private void put(Work work) throws InterruptedException {
        if (threads.isEmpty()) {
            startThread();
        }
        while (!isOver() && !waiting.offer(work, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            startThread();
        }
    }

    private void startThread() {
        if (threads.size() == most) {
            return;
        }
        Thread thread = new Thread(this::work, "directories-" + threads.size());
        thread.setDaemon(true);
        try {
            thread.start();
            threads.add(thread);
        } catch (OutOfMemoryError e) {
            if (threads.isEmpty()) {
                throw e; // Otherwise the running threads do the work.
            }
        }
    }

    private void work() {
        try {
            Work work = waiting.take();
            while (!work.equals(Work.END)) {
                if (differs(work)) {
                    differing.accept(work.name());
                }
                looked.increment();
                work = waiting.take();
            }
            waiting.put(work); // for the other threads
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean differs(Work work) {
        Path there = work.name().under(destination);
        try {
            if (opens) {
                open(there);
            }
            return !rule.isSame(read(work.name().under(work.source())), read(there));
        } catch (IOException e) {
            return true; // rsync says why.
        }
    }

    @SuppressWarnings("try") // The client asks the server when a directory is opened.
    private static void open(Path directory) throws IOException {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(directory)) {
            return;
        }
    }

    private static DirectoryRule.Attributes read(Path path) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new DirectoryRule.Attributes(
                (int) get(found, "mode"), (int) get(found, "uid"), (int) get(found, "gid"), (FileTime)
                        get(found, "lastModifiedTime"));
    }

    private static Object get(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name));
    }
}
