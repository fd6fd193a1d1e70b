package dev.brigade.progress;

import dev.brigade.format.Quantities;
import dev.brigade.format.Rate;
import dev.brigade.model.Pass;
import dev.brigade.model.Totals;
import dev.brigade.progress.Tracker.Snapshot;
import java.time.Duration;
import java.util.Locale;

/** Writes a snapshot as one line. Pure. */
final class ProgressLine {
    private static final int HUNDRED = 100;
    /** So early, nobody can tell how long it takes. */
    private static final long FIRST_NANOS = 2_000_000_000;

    private ProgressLine() {}

    /** Returns entries, bytes, rate, time left and busy processes. */
    static String of(Snapshot at) {
        Totals totals = at.totals();
        Duration elapsed = Duration.ofNanos(at.elapsedNanos());
        String rate = Rate.of(
                at.entries() - at.before().entries(), at.bytes() - at.before().bytes(), elapsed);
        String bytes = Quantities.bytes(at.bytes());
        if (at.pass().isEmpty()) {
            return "crawl  " + Quantities.count(at.entries(), "entry", "entries") + "  " + bytes + "  " + rate;
        }
        return String.format(
                Locale.ROOT,
                "%-6s %s/%s entries  %d%%  %s  %s  ETA %s  %d busy",
                label(at.pass().get()),
                Quantities.count(at.entries()),
                Quantities.count(totals.entries()),
                (long) percent(totals, at.entries(), at.bytes()),
                totals.bytes() == 0 ? bytes : bytes + "/" + Quantities.bytes(totals.bytes()),
                rate,
                left(at),
                at.busy());
    }

    /** Returns the part that is done in percent, by entries or by bytes, whichever is less. */
    private static double percent(Totals totals, long entries, long bytes) {
        return Math.min(part(entries, totals.entries()), part(bytes, totals.bytes()));
    }

    private static double part(long done, long total) {
        return total == 0 ? HUNDRED : (double) HUNDRED * done / total;
    }

    private static String left(Snapshot at) {
        Totals before = at.before();
        double done = percent(at.totals(), at.entries(), at.bytes());
        double now = done - (before.equals(Totals.NONE) ? 0 : percent(at.totals(), before.entries(), before.bytes()));
        if (now <= 0 || at.elapsedNanos() < FIRST_NANOS) {
            return "-";
        }
        Duration left = Duration.ofNanos((long) (at.elapsedNanos() / now * (HUNDRED - done)));
        return left.toMinutes() < 1 ? left.toSeconds() + "s" : Quantities.time(left);
    }

    private static String label(Pass pass) {
        return pass == Pass.FIX_DIRECTORIES ? "finish" : pass.name().toLowerCase(Locale.ROOT);
    }
}
