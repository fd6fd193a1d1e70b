package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.History;
import dev.brigade.model.Pass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * Draws what changed over time. The drawings stretch to the width of the page; their words are outside of them, so that
 * they keep their size.
 */
final class Charts {
    static final int WIDTH = 1000;
    private static final int HEIGHT = 100;

    private final Timeline timeline;
    private final Html shades;

    Charts(Timeline timeline) {
        this.timeline = timeline;
        this.shades = Html.all(shades());
    }

    /** Returns all charts and the words under them. */
    Html all() {
        double[] rtt = timeline.ratio(
                moment -> moment.rpcs().roundTripMillis(),
                moment -> moment.rpcs().calls());
        double[] verified = entries(true);
        double[] others = entries(false);
        List<Html> charts = new ArrayList<>();
        charts.add(chart("Written", timeline.rate(History.Sample::bytes), bytes -> Quantities.bytes(bytes) + "/s"));
        charts.add(chart("rsync processes", timeline.level(History.Sample::processes), Charts::count));
        if (isAny(others)) {
            charts.add(chart("Entries copied", others, Charts::perSecond));
        }
        if (isAny(verified)) {
            charts.add(chart("Entries verified", verified, Charts::perSecond));
        }
        if (isAny(rtt)) {
            charts.add(chart("NFS round trip", rtt, value -> String.format(Locale.ROOT, "%.1f ms", value)));
        }
        return Html.of("<div class=\"charts\">{}</div>{}", charts, legend());
    }

    /** A verification is so much faster than a copy that each needs a scale of its own. */
    private double[] entries(boolean verified) {
        return timeline.during(pass -> pass.equals(Optional.of(Pass.VERIFY)) == verified)
                .rate(History.Sample::entries);
    }

    private static boolean isAny(double[] values) {
        return Arrays.stream(values).anyMatch(value -> value > 0);
    }

    private static String count(double value) {
        return Quantities.count(Math.round(value));
    }

    private static String perSecond(double value) {
        return count(value) + "/s";
    }

    private Html chart(String title, double[] values, DoubleFunction<String> words) {
        double most = Math.max(Arrays.stream(values).max().orElse(0), 1e-9);
        String summary = "highest " + words.apply(most);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            line.append(i == 0 ? "M" : "L").append(x(i, values.length)).append(' ');
            line.append(tenth(HEIGHT - values[i] / most * (HEIGHT - 4)));
            line.append('H').append(x(i + 1, values.length));
        }
        String area = line + "V" + HEIGHT + "H0Z";
        return Html.of(
                """
                <figure><figcaption><b>{}</b> <span>{}</span></figcaption>
                <svg class="chart" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}\
                <path class="area" d="{}"/><path class="line" d="{}"/></svg>{}</figure>
                """,
                title,
                summary,
                WIDTH,
                HEIGHT,
                title + " over time: " + summary,
                shades,
                area,
                line,
                axis(timeline.end()));
    }

    private static String x(int index, int all) {
        return tenth((double) index * WIDTH / all);
    }

    static String tenth(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Returns the times below a drawing. */
    static Html axis(long millis) {
        return Html.of(
                "<div class=\"axis\" aria-hidden=\"true\"><span>0</span><span>{}</span><span>{}</span></div>",
                Quantities.time(Duration.ofMillis(millis / 2)),
                Quantities.time(Duration.ofMillis(millis)));
    }

    private List<Html> shades() {
        List<Html> shades = new ArrayList<>();
        double scale = (double) WIDTH / Math.max(1, timeline.end());
        for (Timeline.Span span : timeline.spans()) {
            shades.add(Html.of(
                    "<rect class=\"{}\" x=\"{}\" width=\"{}\" height=\"100%\"/>",
                    style(span.pass()), tenth(span.from() * scale), tenth((span.to() - span.from()) * scale)));
        }
        timeline.starts().stream()
                .skip(1)
                .map(start ->
                        Html.of("<rect class=\"resumed\" x=\"{}\" width=\"2\" height=\"100%\"/>", tenth(start * scale)))
                .forEach(shades::add);
        return shades;
    }

    /** Returns the phases behind a drawing. */
    Html background() {
        return shades;
    }

    /** Returns what the colours behind the drawings mean. */
    Html legend() {
        Stream<Html> passes = timeline.spans().stream()
                .map(Timeline.Span::pass)
                .distinct()
                .map(pass -> Html.of("<li><i class=\"{}\"></i>{}</li>", style(pass), words(pass)));
        Stream<Html> resumed = timeline.starts().size() > 1
                ? Stream.of(Html.of("<li><i class=\"resumed\"></i>resumed here</li>"))
                : Stream.of();
        return Html.of(
                "<ul class=\"legend\">{}</ul>", Stream.concat(passes, resumed).toList());
    }

    private static String style(Optional<Pass> pass) {
        return "pass-" + pass.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("crawl");
    }

    private static String words(Optional<Pass> pass) {
        return pass.isEmpty() ? "crawl" : words(pass.get());
    }

    static String words(Pass pass) {
        return switch (pass) {
            case COPY -> "copy";
            case VERIFY -> "verify";
            case REPAIR -> "repair";
            case FIX_DIRECTORIES -> "directory times";
            case PRUNE -> "delete";
        };
    }
}
