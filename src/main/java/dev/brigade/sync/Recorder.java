package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.exec.DaemonTimer;
import dev.brigade.model.History;
import dev.brigade.model.RpcCount;
import dev.brigade.state.HistoryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the history of a run in its directory. Events are only counted; a thread of its own writes a few times a
 * second. If the history cannot be written, the recording ends and the run goes on. Thread-safe.
 */
final class Recorder implements Consumer<RunEvent>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Tally tally;
    private final ScheduledExecutorService timer;
    private volatile Supplier<RpcCount> calls = () -> RpcCount.NONE;
    private @Nullable HistoryFile file;
    private Duration nextSample = Duration.ZERO;
    private Duration nextSummary = Duration.ofSeconds(1);

    /**
     * Prepares to record.
     *
     * @param dryRun whether the run changes nothing
     */
    Recorder(LongSupplier nanoTime, boolean dryRun) {
        this.tally = new Tally(nanoTime, dryRun);
        this.timer = DaemonTimer.named("history");
    }

    /**
     * Starts to record in a run's directory.
     *
     * @param calls calls to NFS servers so far
     */
    void begin(Path run, History.Start start, Supplier<RpcCount> calls) {
        this.calls = calls;
        try {
            file = HistoryFile.begin(run, start);
        } catch (IOException e) {
            LOG.debug("no history is recorded: {}", e.getMessage());
            return;
        }
        var unused = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void accept(RunEvent event) {
        tally.count(event);
    }

    private void look() {
        write(to -> {
            Duration elapsed = tally.elapsed();
            if (elapsed.compareTo(nextSample) >= 0) {
                to.add(tally.sample(calls.get()));
                nextSample = elapsed.plus(RecordingRules.interval(elapsed)).minus(LOOK.dividedBy(2));
            }
            for (History.RsyncProcess process : tally.ended()) {
                to.add(process);
            }
            if (elapsed.compareTo(nextSummary) >= 0) {
                to.add(tally.summary());
                nextSummary = elapsed.multipliedBy(2);
            }
        });
    }

    private interface Writing {
        void to(HistoryFile file) throws IOException;
    }

    private synchronized void write(Writing writing) {
        if (file == null) {
            return;
        }
        try {
            writing.to(file);
        } catch (IOException e) {
            LOG.debug("the recording ends: {}", e.getMessage());
            discard();
        }
    }

    private synchronized void discard() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("the history cannot be closed: {}", e.getMessage());
        }
        file = null;
    }

    /** Writes the end of the part, unless the storage hangs. */
    @Override
    public void close() {
        timer.execute(() -> {
            nextSample = Duration.ZERO;
            nextSummary = Duration.ZERO;
            look();
            write(HistoryFile::end);
            discard();
        });
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
