package dev.brigade.report;

import dev.brigade.model.ExitCode;
import dev.brigade.model.Outcome;
import dev.brigade.report.Look.Detail;
import java.time.ZoneOffset;
import java.util.List;

/** Writes outcomes as a test wants to see them: in UTC, without colours. */
final class Looks {
    private Looks() {}

    static Look in(Detail detail) {
        return new Look(detail, ZoneOffset.UTC, false, "");
    }

    static List<String> lines(Outcome outcome, Detail detail) {
        return TextReport.lines(outcome, ExitCode.of(outcome).number(), in(detail));
    }

    /** Returns the lines of the table. */
    static List<String> table(Outcome outcome) {
        List<String> below = belowTheHead(outcome, Detail.NORMAL);
        return below.subList(0, below.indexOf(""));
    }

    /** Returns the lines below the table. */
    static List<String> belowTheTable(Outcome outcome, Detail detail) {
        List<String> below = belowTheHead(outcome, detail);
        return below.subList(below.indexOf("") + 1, below.size());
    }

    private static List<String> belowTheHead(Outcome outcome, Detail detail) {
        List<String> lines = lines(outcome, detail);
        return lines.subList(lines.indexOf("") + 1, lines.size());
    }
}
