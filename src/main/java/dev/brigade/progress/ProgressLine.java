package dev.brigade.progress;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.Bottleneck;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a snapshot as one or two lines. Pure. */
final class ProgressLine {
    private static final int HUNDRED = 100;
    /** So early, nobody can tell how long it takes. */
    private static final long FIRST_NANOS = 2_000_000_000;

    /** A thousand years are no estimate. */
    private static final double NEVER_SECONDS = 3e10;

    /** 29 of 100 are 29 %, also in binary. */
    private static final double ROUNDING = 1e-9;

    private static final String GAP = "  ";
    private static final String INDENT = " ".repeat(10);
    private static final int LONGEST_NAME = 24;

    private ProgressLine() {}

    /**
     * Returns how far the stage is, and below it what happens now, if anything does.
     *
     * @param phases of the run, 1 or 2
     * @param width columns of a line, at least 1; what does not fit is left out, from the right
     */
    static List<String> of(Snapshot at, int phases, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(fit(label(at) + (phases > 1 ? " " + at.phase() + "/" + phases : ""), work(at, phases), width));
        List<String> now = now(at);
        if (!now.isEmpty()) {
            lines.add(fit(INDENT.substring(GAP.length()), now, width));
        }
        return lines;
    }

    /** Returns all of it on one line. */
    static String whole(Snapshot at, int phases) {
        List<String> lines = of(at, phases, Integer.MAX_VALUE);
        return lines.get(0) + (lines.size() == 1 ? "" : GAP + lines.get(1).strip());
    }

    private static String fit(String first, List<String> fields, int width) {
        StringBuilder line = new StringBuilder(first);
        for (String field : fields) {
            if (line.length() + GAP.length() + field.length() > width) {
                break;
            }
            line.append(GAP).append(field);
        }
        return line.length() > width ? line.substring(0, width) : line.toString();
    }

    private static List<String> work(Snapshot at, int phases) {
        List<String> fields = new ArrayList<>();
        boolean known = at.pass().isPresent() && !at.growing();
        if (known) {
            fields.add((long) (HUNDRED * at.share() + ROUNDING) + "%");
            fields.add("ETA " + left(at, phases));
        }
        boolean all = at.pass().isEmpty();
        String more = at.growing() ? "+" : "";
        if (at.totals().bytes() > 0 || at.bytes() > 0) {
            fields.add(
                    all
                            ? Quantities.shortBytes(at.bytes())
                            : Quantities.shortBytes(at.bytes(), at.totals().bytes()) + more);
            fields.add(Quantities.shortBytes(at.bytesPerSecond()) + "/s");
        }
        fields.add(Quantities.shortCount(at.entries())
                + (all ? "" : "/" + Quantities.shortCount(at.totals().entries()) + more)
                + " entries");
        fields.add(Quantities.shortCount(Math.round(at.entriesPerSecond())) + "/s");
        return fields;
    }

    private static List<String> now(Snapshot at) {
        List<String> fields = new ArrayList<>();
        if (at.busy() > 0) {
            fields.add(at.busy() + " rsync");
        }
        if (at.bound() != Bottleneck.UNKNOWN) {
            fields.add("bottleneck: " + at.bound().text());
        }
        if (at.failed() > 0) {
            fields.add(Quantities.count(at.failed()) + " failed");
        }
        at.file()
                .ifPresent(file -> fields.add(String.format(
                        Locale.ROOT,
                        "%s %d%% of %s",
                        name(file.name()),
                        HUNDRED * file.bytes() / Math.max(1, file.size()),
                        Quantities.shortBytes(file.size()))));
        return fields;
    }

    /** Returns the last part of a path, cut in the middle if it is long. */
    private static String name(FileName path) {
        String name = Names.printable(path.toBytes());
        name = name.substring(name.lastIndexOf('/') + 1);
        int half = LONGEST_NAME / 2 - 1;
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, half) + ".." + name.substring(name.length() - half);
    }

    /** Returns the time that the run still takes; with a + if it takes longer, because it verifies afterwards. */
    private static String left(Snapshot at, int phases) {
        if (at.elapsedNanos() < FIRST_NANOS) {
            return "-";
        }
        boolean verifiesLater = at.phase() < phases;
        Duration later = verifiesLater ? at.verification().orElse(Duration.ZERO) : Duration.ZERO;
        return at.secondsLeft()
                .filter(seconds -> seconds < NEVER_SECONDS)
                .map(seconds -> later.plusSeconds(Math.round(seconds)))
                .map(time -> (time.toMinutes() < 1 ? time.toSeconds() + "s" : Quantities.time(time))
                        + (verifiesLater && at.verification().isEmpty() ? "+" : ""))
                .orElse("-");
    }

    private static String label(Snapshot at) {
        return at.pass()
                .map(pass ->
                        pass == Pass.FIX_DIRECTORIES ? "finish" : pass.name().toLowerCase(Locale.ROOT))
                .orElse("crawl");
    }
}
