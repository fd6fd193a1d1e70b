package dev.brigade.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Handles INT, TERM and HUP: cancels the work, waits until its results are printed, and ends the JVM with the program's
 * exit code. USR1 prints how far the work is. Thread-safe.
 */
final class Interruption {
    /** Processes get some seconds to end, twice; a file system that hangs must not keep us for ever. */
    private static final long PATIENCE_SECONDS = 60;

    private final AtomicReference<@Nullable Runnable> cancel = new AtomicReference<>();
    private volatile Runnable report = () -> {};
    private volatile Runnable resize = () -> {};
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code;

    /** Starts to handle signals; once for each process. */
    void listen() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "interruption"));
        handle("USR1", () -> report.run());
        handle("WINCH", () -> resize.run());
    }

    /** By reflection, because nobody can switch off the compiler's warnings of sun.misc, and Java has nothing else. */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object runs =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, of) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), runs);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot handle the signal " + name, e);
        }
    }

    /** Sets what USR1 does from now on. */
    void onReport(Runnable action) {
        report = action;
    }

    /** Sets what a new size of the terminal does from now on. */
    void onResize(Runnable action) {
        resize = action;
    }

    /** Sets what a signal does from now on. */
    void onSignal(Runnable action) {
        cancel.set(action);
    }

    /** Ends the waiting: all results are printed. */
    void finished(int exitCode) {
        code = exitCode;
        finished.countDown();
    }

    private void shutDown() {
        Runnable action = cancel.get();
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
