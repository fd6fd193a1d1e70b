package dev.brigade.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes the tracker's line again and again: over itself five times a second on a terminal, else below itself once a
 * minute.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final long TERMINAL_MILLIS = 200;
    private static final long ELSEWHERE_MILLIS = 60_000;

    private final Tracker tracker;
    private final Consumer<String> writer;
    private final boolean terminal;
    private final ScheduledExecutorService timer;

    /**
     * Begins to write.
     *
     * @param writer takes text as it is, without a line feed of its own
     * @param terminal whether it ends at a terminal
     */
    public ProgressDisplay(Tracker tracker, Consumer<String> writer, boolean terminal) {
        this(tracker, writer, terminal, terminal ? TERMINAL_MILLIS : ELSEWHERE_MILLIS);
    }

    ProgressDisplay(Tracker tracker, Consumer<String> writer, boolean terminal, long periodMillis) {
        this.tracker = tracker;
        this.writer = writer;
        this.terminal = terminal;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        var unused = timer.scheduleAtFixedRate(this::write, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void write() {
        String line = ProgressLine.of(tracker.snapshot());
        writer.accept(terminal ? BACK_AND_ERASE + line : line + "\n");
    }

    /** Ends the writing and leaves the terminal's line empty. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal) {
            writer.accept(BACK_AND_ERASE);
        }
    }
}
