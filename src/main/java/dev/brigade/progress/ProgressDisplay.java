package dev.brigade.progress;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.DaemonTimer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Shows how far a run is, from time to time or when it is asked; also in a file in the run's directory, every two
 * seconds. Thread-safe.
 */
public final class ProgressDisplay implements Consumer<RunEvent>, AutoCloseable {
    private static final String ERASE_LINE = "\u001b[K";
    private static final String BACK_AND_ERASE_BELOW = "\r\u001b[J";
    private static final String UP = "\u001b[A";
    /** For the moment between a change of the width and the next look at it. */
    private static final String NO_WRAP = "\u001b[?7l";

    /** Columns for the stage and its percentage. */
    private static final int BRIEF = 16;

    private static final String WRAP = "\u001b[?7h";

    private final Tracker tracker = new Tracker(System::nanoTime);
    private final Consumer<String> writer;
    private final int phases;
    private final ScheduledExecutorService timer;
    private boolean drawn;
    private volatile Optional<ProgressFile> file = Optional.empty();

    /**
     * Shows nothing until it is asked.
     *
     * @param writer takes text as it is, without a line feed of its own
     * @param phases of the run, 1 or 2
     */
    public ProgressDisplay(Consumer<String> writer, int phases) {
        this.writer = writer;
        this.phases = phases;
        this.timer = DaemonTimer.named("progress");
    }

    /**
     * Draws one or two lines again and again in the same place of a terminal.
     *
     * @param width of the terminal, columns, at least 1; asked before each drawing
     * @param millis time between two drawings, milliseconds
     */
    public void draw(IntSupplier width, long millis) {
        every(millis, () -> draw(ProgressLine.of(tracker.snapshot(), phases, Math.max(1, width.getAsInt() - 1))));
    }

    /**
     * Writes lines one below the other.
     *
     * @param line writes a snapshot, without a line feed
     * @param millis time between two lines, milliseconds
     */
    public void print(Function<Snapshot, String> line, long millis) {
        every(millis, () -> writer.accept(line.apply(tracker.snapshot()) + "\n"));
    }

    /** Returns a line for people. */
    public String line(Snapshot at) {
        return ProgressLine.whole(at, phases);
    }

    /**
     * Tells somebody else again and again how far the run is.
     *
     * @param millis time between two times, milliseconds
     */
    public void watch(Consumer<Snapshot> watcher, long millis) {
        every(millis, () -> watcher.accept(tracker.snapshot()));
    }

    private void every(long millis, Runnable action) {
        var unused = timer.scheduleAtFixedRate(action, millis, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void draw(List<String> lines) {
        StringBuilder text = new StringBuilder(BACK_AND_ERASE_BELOW).append(NO_WRAP);
        text.append(String.join(ERASE_LINE + "\n", lines)).append(ERASE_LINE).append(UP.repeat(lines.size() - 1));
        writer.accept(text.append('\r').append(WRAP).toString());
        drawn = true;
    }

    /** Does something that writes to the same terminal, and keeps the lines that are drawn out of its way. */
    public synchronized void aside(Runnable action) {
        if (drawn) {
            writer.accept(BACK_AND_ERASE_BELOW);
            drawn = false;
        }
        action.run();
    }

    @Override
    public void accept(RunEvent event) {
        tracker.accept(event);
        if (event instanceof RunEvent.RunStarted started) {
            file = Optional.of(new ProgressFile(started.files(), this::lines));
            file.get().begin();
        } else if (event instanceof RunEvent.RunEnded) {
            file.ifPresent(ProgressFile::end);
        }
    }

    private List<String> lines() {
        Snapshot at = tracker.snapshot();
        return List.of(ProgressLine.of(at, phases, BRIEF).get(0), line(at));
    }

    /** Writes one line that stays. */
    public void report() {
        String line = line(tracker.snapshot());
        aside(() -> writer.accept(line + "\n"));
    }

    /** Stops, and clears what is drawn. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aside(() -> {});
    }
}
