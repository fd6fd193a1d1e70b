package dev.brigade.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What INT, TERM and HUP do: they ask the work to end, and the JVM goes only when it has said what it did, with its own
 * exit code rather than the JVM's. Thread-safe.
 */
final class Interruption {
    /** Processes get some seconds to end, twice; a file system that hangs must not keep us for ever. */
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicReference<@Nullable Runnable> interrupt = new AtomicReference<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code;

    /** From now on signals are heard; once for each process. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "interruption"));
    }

    /** From now on a signal does this. */
    void onSignal(Runnable action) {
        interrupt.set(action);
    }

    /** The work is over, its results are written. */
    void finished(int exitCode) {
        code = exitCode;
        finished.countDown();
    }

    private void shutDown() {
        Runnable action = interrupt.get();
        if (finished.getCount() == 0 || action == null) {
            return;
        }
        action.run();
        try {
            if (finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
