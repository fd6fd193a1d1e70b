package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows how far a run is: a live line on a terminal, five times a second; otherwise a line each minute; or only when it
 * is asked. Thread-safe.
 */
public final class ProgressDisplay implements Consumer<RunEvent>, AutoCloseable {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    /**
     * A terminal that does not wrap cuts what is too long, and shows the last character, a blank, in its last column.
     */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final long TERMINAL_MILLIS = 200;
    private static final long ELSEWHERE_MILLIS = 60_000;

    private final Tracker tracker = new Tracker(System::nanoTime);
    private final Consumer<String> writer;
    private final boolean terminal;
    private final boolean live;
    private final ScheduledExecutorService timer;

    /**
     * Starts to write.
     *
     * @param writer takes text as it is, without a line feed of its own
     * @param terminal whether the text goes to a terminal
     * @param live whether to write without being asked
     */
    public ProgressDisplay(Consumer<String> writer, boolean terminal, boolean live) {
        this(writer, terminal, live, terminal ? TERMINAL_MILLIS : ELSEWHERE_MILLIS);
    }

    ProgressDisplay(Consumer<String> writer, boolean terminal, boolean live, long periodMillis) {
        this.writer = writer;
        this.terminal = terminal;
        this.live = live;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (live) {
            var unused = timer.scheduleAtFixedRate(this::write, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void accept(RunEvent event) {
        tracker.accept(event);
    }

    private void write() {
        String line = ProgressLine.of(tracker.snapshot());
        writer.accept(terminal ? BACK_AND_ERASE + NO_WRAP + line + ' ' + WRAP : line + "\n");
    }

    /** Writes one line that stays. */
    public void report() {
        String line = ProgressLine.of(tracker.snapshot()) + "\n";
        writer.accept(terminal ? BACK_AND_ERASE + line : line);
    }

    /** Stops, and clears the line on a terminal. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal && live) {
            writer.accept(BACK_AND_ERASE);
        }
    }
}
