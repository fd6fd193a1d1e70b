package dev.brigade.machine;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Reasons;
import dev.brigade.report.Json;
import dev.brigade.report.OutcomeJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a run as JSON, one on each line, and a summary at the end. A thread of its own writes, so that
 * nobody waits for the storage of the log. If that is too slow or fails, the run continues, and a warning tells of it
 * once. Thread-safe.
 */
public final class EventLog implements Consumer<RunEvent>, AutoCloseable {
    /** Lines that may wait; more are dropped and counted. */
    private static final int WAITING = 1 << 16;

    private static final long PAUSE_MILLIS = 100;

    private static final Supplier<Map<String, @Nullable Object>> END = Map::of;

    private final BlockingQueue<Supplier<Map<String, @Nullable Object>>> waiting = new ArrayBlockingQueue<>(WAITING);
    private final EventJson json = new EventJson();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private final OutputStream out;
    private final String name;
    private final Clock clock;
    private final boolean verbose;
    private final Duration patience;
    private final Consumer<String> warnings;
    private final Thread writer = new Thread(this::write, "event-log");

    /**
     * Begins the log.
     *
     * @param out where it goes; it is closed at the end
     * @param name what warnings call it
     * @param version the program's
     * @param verbose whether each changed entry has a line
     * @param patience how long the end waits for the storage of the log
     * @param warnings takes a line if the log cannot be written
     */
    public EventLog(
            OutputStream out,
            String name,
            String version,
            Clock clock,
            boolean verbose,
            Duration patience,
            Consumer<String> warnings) {
        this.out = out;
        this.name = name;
        this.clock = clock;
        this.verbose = verbose;
        this.patience = patience;
        this.warnings = warnings;
        Map<String, Object> begin = new LinkedHashMap<>();
        begin.put("schema_version", OutcomeJson.SCHEMA_VERSION);
        begin.put("version", version);
        add("log_started", begin);
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void accept(RunEvent event) {
        if (EventJson.isLogged(event, verbose) && writer.isAlive()) {
            Instant time = clock.instant();
            offer(() -> json.of(event, time));
        }
    }

    /**
     * Adds a record that is no event.
     *
     * @param values its keys beside type and time
     */
    public void add(String type, Map<String, ? extends @Nullable Object> values) {
        Instant time = clock.instant();
        offer(() -> {
            Map<String, @Nullable Object> object = EventJson.object(type, time);
            object.putAll(values);
            return object;
        });
    }

    private void offer(Supplier<Map<String, @Nullable Object>> line) {
        if (!waiting.offer(line)) {
            dropped.incrementAndGet();
        }
    }

    private void write() {
        try (Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            List<Supplier<Map<String, @Nullable Object>>> lines = new ArrayList<>();
            while (!lines.contains(END)) {
                lines.clear();
                lines.add(waiting.take());
                waiting.drainTo(lines);
                for (Supplier<Map<String, @Nullable Object>> line : lines) {
                    if (line != END) {
                        text.write(Json.line(line.get()));
                        text.write('\n');
                    }
                }
                text.flush();
                // To wake up for each line would cost more than the line.
                var unused = ending.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            warnings.accept(name + " cannot be written: " + Reasons.of(e) + ". The run continues without it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes the summary, which is the last line, and closes the log.
     *
     * @param outcome the document of the outcome
     */
    public void end(Map<String, @Nullable Object> outcome) {
        add("summary", Map.of("outcome", outcome));
        close();
    }

    /** Waits until everything is written, but no longer than the patience. */
    @Override
    public void close() {
        if (!writer.isAlive()) {
            return; // It has warned.
        }
        try {
            ending.countDown();
            boolean last = waiting.offer(END, patience.toMillis(), TimeUnit.MILLISECONDS);
            writer.join(last ? Math.max(1, patience.toMillis()) : 1);
            if (writer.isAlive()) {
                warnings.accept(name + " is not complete: its storage does not answer");
            } else if (dropped.get() > 0) {
                warnings.accept(name + " lacks " + dropped.get() + " lines: its storage is too slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
