package dev.brigade.progress;

import dev.brigade.model.Pass;
import java.time.Duration;
import java.util.Locale;

/** Writes a snapshot as one line of JSON. Pure. */
public final class ProgressJson {
    private ProgressJson() {}

    /** Returns the line, without a line feed. All values are numbers, but for the name of the stage. */
    public static String line(Snapshot at) {
        return String.format(
                Locale.ROOT,
                "{\"type\":\"progress\",\"phase\":%d,\"stage\":\"%s\",\"entries\":%d,\"entries_total\":%d,"
                        + "\"bytes\":%d,\"bytes_total\":%d,\"entries_per_second\":%.1f,\"bytes_per_second\":%.0f,"
                        + "\"seconds\":%.3f,\"seconds_left\":%s,\"processes\":%d,\"failed\":%d}",
                at.phase(),
                at.pass().map(Pass::name).orElse("CRAWL").toLowerCase(Locale.ROOT),
                at.entries(),
                at.totals().entries(),
                at.bytes(),
                at.totals().bytes(),
                at.entriesPerSecond(),
                at.bytesPerSecond(),
                Duration.ofNanos(at.elapsedNanos()).toMillis() / 1e3,
                at.secondsLeft()
                        .map(seconds -> String.format(Locale.ROOT, "%.0f", seconds))
                        .orElse("null"),
                at.busy(),
                at.failed());
    }
}
