package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.History;
import dev.brigade.model.History.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Draws when each rsync process ran: a bar for each, as many rows as ran at a time. */
final class Gantt {
    /** Bars: about 40 KB. */
    private static final int MOST = 400;

    private static final int ROW = 10;
    private static final int LONGEST_NAME = 60;

    private final History history;
    private final Timeline timeline;

    Gantt(History history, Timeline timeline) {
        this.history = history;
        this.timeline = timeline;
    }

    /** A process in the time of the whole run. */
    private record Bar(long from, long to, History.RsyncProcess process) {}

    private List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < history.parts().size(); i++) {
            long start = timeline.starts().get(i);
            history.parts()
                    .get(i)
                    .processes()
                    .forEach(process ->
                            bars.add(new Bar(start + process.startMillis(), start + process.endMillis(), process)));
        }
        return bars;
    }

    Html draw(Charts charts) {
        List<Bar> all = bars();
        if (all.isEmpty()) {
            return Html.of("<p class=\"empty\">No rsync process has ended yet.</p>");
        }
        // Those that failed first, then the longest.
        List<Bar> shown = all.stream()
                .sorted(Comparator.comparing((Bar bar) -> bar.process().ending() == Ending.DONE)
                        .thenComparing(Comparator.comparingLong((Bar bar) -> bar.to() - bar.from())
                                .reversed()))
                .limit(MOST)
                .sorted(Comparator.comparingLong(Bar::from))
                .toList();
        long left = history.parts().stream()
                        .flatMap(part -> part.summary().stream())
                        .mapToLong(History.Summary::unnamed)
                        .sum()
                + all.size()
                - shown.size();
        return Html.of("{}{}", drawing(shown, charts), notes(all, left));
    }

    private Html drawing(List<Bar> shown, Charts charts) {
        double scale = (double) Charts.WIDTH / Math.max(1, timeline.end());
        List<Long> rows = new ArrayList<>();
        List<Html> drawn = new ArrayList<>();
        for (Bar bar : shown) {
            int row = 0;
            while (row < rows.size() && rows.get(row) > bar.from()) {
                row++;
            }
            if (row == rows.size()) {
                rows.add(bar.to());
            } else {
                rows.set(row, bar.to());
            }
            drawn.add(Html.of(
                    "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"8\"><title>{}</title></rect>",
                    bar.process().ending().name().toLowerCase(Locale.ROOT),
                    Charts.tenth(bar.from() * scale),
                    row * ROW + 1,
                    Charts.tenth(Math.max(1, (bar.to() - bar.from()) * scale)),
                    words(bar)));
        }
        int height = rows.size() * ROW;
        return Html.of(
                """
                <svg class="gantt" style="height:{}px" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" \
                aria-label="{} over time, in {}">{}{}</svg>{}
                """,
                Math.min(400, Math.max(40, rows.size() * 16)),
                Charts.WIDTH,
                height,
                Quantities.count(shown.size(), "rsync process", "rsync processes"),
                Quantities.count(rows.size(), "row", "rows"),
                charts.background(),
                drawn,
                Charts.axis(timeline.end()));
    }

    private static String words(Bar bar) {
        History.RsyncProcess process = bar.process();
        String name = Html.name(process.first());
        String from = name.length() > LONGEST_NAME ? "…" + name.substring(name.length() - LONGEST_NAME) : name;
        return Charts.words(process.pass()) + " " + Quantities.count(process.entries(), "entry", "entries") + " from "
                + from + " on, " + Quantities.time(Duration.ofMillis(bar.to() - bar.from()))
                + (process.attempt() > 1 ? ", attempt " + process.attempt() : "");
    }

    private static Html notes(List<Bar> all, long left) {
        long retried = all.stream()
                .filter(bar -> bar.process().ending() == Ending.RETRIED)
                .count();
        long failed = all.stream()
                .filter(bar -> bar.process().ending() == Ending.FAILED)
                .count();
        List<Html> marks = Stream.of(
                        Html.of("<li><i class=\"done\"></i>ended well</li>"),
                        Html.of("<li><i class=\"retried\"></i>{} retried</li>", Quantities.count(retried)),
                        Html.of("<li><i class=\"failed\"></i>{} ended with an error</li>", Quantities.count(failed)))
                .toList();
        Html more = left == 0
                ? Html.NOTHING
                : Html.of(
                        "<p class=\"note\">{} not drawn.</p>",
                        Quantities.count(left, "shorter process is", "shorter processes are"));
        return Html.of("<ul class=\"legend\">{}</ul>{}{}", marks, more, reasons(all));
    }

    /** Why buckets were retried, in rsync's words. */
    private static Html reasons(List<Bar> all) {
        List<Html> rows = all.stream()
                .map(Bar::process)
                .filter(process ->
                        process.ending() != Ending.DONE && !process.reason().isEmpty())
                .limit(20)
                .map(process -> Html.of(
                        "<tr><td class=\"name\">{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"words\">{}</td></tr>",
                        process.first(),
                        Charts.words(process.pass()),
                        process.attempt(),
                        process.reason()))
                .toList();
        return rows.isEmpty() ? Html.NOTHING : Html.of("""
                        <table><caption>Processes that ended too early</caption><thead><tr><th scope="col">first entry\
                        </th><th scope="col">pass</th><th scope="col" class="n">attempt</th><th scope="col">how it ended\
                        </th></tr></thead><tbody>{}</tbody></table>
                        """, rows);
    }
}
