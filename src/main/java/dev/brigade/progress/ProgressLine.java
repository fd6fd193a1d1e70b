package dev.brigade.progress;

import dev.brigade.format.Quantities;
import dev.brigade.format.Rate;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A snapshot as one line. Pure. */
public final class ProgressLine {
    private static final int HUNDRED = 100;

    private ProgressLine() {}

    /** Writes the line: entries, bytes, rate, time left, processes busy. */
    public static String of(Snapshot at) {
        Duration elapsed = Duration.ofNanos(at.elapsedNanos());
        String rate = Rate.of(
                at.entries() - at.before().entries(), at.bytes() - at.before().bytes(), elapsed);
        if (at.pass().isEmpty()) {
            return "crawl  " + Quantities.count(at.entries(), "entry", "entries") + "  " + Quantities.bytes(at.bytes())
                    + "  " + rate;
        }
        return String.format(
                Locale.ROOT,
                "%-6s %s/%s entries  %d%%  %s  %s  ETA %s  %d busy",
                at.pass().map(ProgressLine::label).orElse(""),
                Quantities.count(at.entries()),
                Quantities.count(at.totals().entries()),
                percent(at),
                bytes(at),
                rate,
                left(at).map(Quantities::time).orElse("-"),
                at.busy());
    }

    private static String bytes(Snapshot at) {
        return at.totals().bytes() == 0
                ? Quantities.bytes(at.bytes())
                : Quantities.bytes(at.bytes()) + "/"
                        + Quantities.bytes(at.totals().bytes());
    }

    private static long percent(Snapshot at) {
        return (long) done(at);
    }

    /** The part that is done in percent, by entries or by bytes, whichever is less far. */
    private static double done(Snapshot at) {
        return done(at, at.entries(), at.bytes());
    }

    private static double done(Snapshot at, long entries, long bytes) {
        return Math.min(
                part(entries, at.totals().entries()), part(bytes, at.totals().bytes()));
    }

    private static double part(long done, long total) {
        return total == 0 ? HUNDRED : (double) HUNDRED * done / total;
    }

    private static Optional<Duration> left(Snapshot at) {
        double done = done(at);
        double before = at.before().equals(Totals.NONE)
                ? 0
                : done(at, at.before().entries(), at.before().bytes());
        double now = done - before;
        return now <= 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos((long) (at.elapsedNanos() / now * (HUNDRED - done))));
    }

    private static String label(Pass pass) {
        return pass == Pass.FIX_DIRECTORIES ? "finish" : pass.name().toLowerCase(Locale.ROOT);
    }
}
