package dev.brigade.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at many things of a storage in parallel threads. It starts more threads while the storage is slow. A thread
 * that hangs in a storage is left behind if the run is cancelled. One thread adds things; used once.
 *
 * @param <T> what is looked at
 */
public final class LookThreads<T> {
    private static final int MOST_WAITING = 256;
    private static final long WAIT_MILLIS = 10;

    private final int most;
    private final BooleanSupplier stopped;
    private final Consumer<T> look;
    /** Empty ends all threads. */
    private final BlockingQueue<Optional<T>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder looked = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Begins without anything.
     *
     * @param most threads at a time, at least 1
     * @param stopped whether to end early
     * @param look looks at one thing; called by many threads at once
     */
    public LookThreads(int most, BooleanSupplier stopped, Consumer<T> look) {
        this.most = most;
        this.stopped = stopped;
        this.look = look;
    }

    /** Adds a thing; waits while too many others wait. */
    public void add(T thing) throws InterruptedException {
        put(Optional.of(thing));
    }

    /** Waits until everything was looked at, or the run is cancelled. */
    public void finish() throws InterruptedException {
        put(Optional.empty());
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

    /** Returns how many things were looked at so far; from any thread. */
    public long looked() {
        return looked.sum();
    }

    private void put(Optional<T> thing) throws InterruptedException {
        if (threads.isEmpty()) {
            startThread();
        }
        while (!isOver() && !waiting.offer(thing, WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
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
            Optional<T> thing = waiting.take();
            while (thing.isPresent()) {
                look.accept(thing.get());
                looked.increment();
                thing = waiting.take();
            }
            waiting.put(thing); // for the other threads
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }
}
