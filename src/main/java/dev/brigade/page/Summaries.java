package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.History;
import dev.brigade.model.SizeClass;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sizes of files, the largest files and the slowest directories, over all parts of a run. */
final class Summaries {
    private Summaries() {}

    static History.Summary of(History history, int named) {
        List<History.Summary> parts = history.parts().stream()
                .flatMap(part -> part.summary().stream())
                .toList();
        Map<Long, SizeClass> sizes = new TreeMap<>();
        parts.stream()
                .flatMap(part -> part.sizes().stream())
                .forEach(size -> sizes.merge(
                        size.from(),
                        size,
                        (a, b) -> new SizeClass(a.from(), a.files() + b.files(), a.bytes() + b.bytes())));
        return new History.Summary(
                parts.stream().mapToLong(History.Summary::unnamed).sum(),
                List.copyOf(sizes.values()),
                parts.stream()
                        .flatMap(part -> part.largest().stream())
                        .sorted(Comparator.comparingLong(History.Copied::bytes).reversed())
                        .limit(named)
                        .toList(),
                parts.stream()
                        .flatMap(part -> part.slowest().stream())
                        .sorted(Comparator.comparingDouble(History.RsyncProcess::workPerSecond))
                        .limit(named)
                        .toList());
    }

    /** Returns a bar behind a number. */
    static Html bar(double share) {
        return Html.of(
                "<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{}%\"></i></span>",
                Math.round(Math.min(1, share) * 100));
    }

    static Html sizes(History.Summary summary) {
        List<SizeClass> all = summary.sizes();
        double files = all.stream().mapToLong(SizeClass::files).max().orElse(0);
        double bytes = all.stream().mapToLong(SizeClass::bytes).max().orElse(0);
        if (files == 0) {
            return Html.of("<p class=\"empty\">No content of a file was copied.</p>");
        }
        List<Html> rows = Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .filter(i -> all.get(i).files() > 0)
                .map(i -> Html.of(
                        "<tr><th scope=\"row\">{}</th><td class=\"n\">{}{}</td><td class=\"n\">{}{}</td></tr>",
                        range(all, i),
                        Quantities.count(all.get(i).files()),
                        bar(all.get(i).files() / files),
                        Quantities.bytes(all.get(i).bytes()),
                        bar(all.get(i).bytes() / Math.max(1, bytes))))
                .toList();
        return Html.of("""
                <table><thead><tr><th scope="col">size</th><th scope="col" class="n">files</th>\
                <th scope="col" class="n">bytes</th></tr></thead><tbody>{}</tbody></table>
                """, rows);
    }

    private static String range(List<SizeClass> all, int index) {
        if (index == 0) {
            return "empty";
        }
        return index + 1 == all.size()
                ? Quantities.whole(all.get(index).from()) + " or more"
                : "below " + Quantities.whole(all.get(index + 1).from());
    }

    static Html largest(History.Summary summary) {
        if (summary.largest().isEmpty()) {
            return Html.of("<p class=\"empty\">No content of a file was copied.</p>");
        }
        return Html.of(
                """
                <table><thead><tr><th scope="col" class="n">size</th><th scope="col">file</th></tr></thead>\
                <tbody>{}</tbody></table>
                """,
                summary.largest().stream()
                        .map(file -> Html.of(
                                "<tr><td class=\"n\">{}</td><td class=\"name\">{}</td></tr>",
                                Quantities.bytes(file.bytes()),
                                file.name()))
                        .toList());
    }

    static Html slowest(History.Summary summary) {
        if (summary.slowest().isEmpty()) {
            return Html.of("<p class=\"empty\">No rsync process ran for half a second.</p>");
        }
        return Html.of("""
                <p class="note">The processes with the least work in a second. Each worked on the entries from the \
                named one on.</p>
                <table><thead><tr><th scope="col">first entry</th><th scope="col">pass</th>\
                <th scope="col" class="n">entries</th><th scope="col" class="n">size</th>\
                <th scope="col" class="n">time</th></tr></thead><tbody>{}</tbody></table>
                """, summary.slowest().stream().map(Summaries::row).toList());
    }

    private static Html row(History.RsyncProcess process) {
        return Html.of(
                "<tr><td class=\"name\">{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                        + "<td class=\"n\">{}</td></tr>",
                process.first(),
                Charts.words(process.pass()),
                Quantities.count(process.entries()),
                Quantities.bytes(process.bytes()),
                Quantities.time(Duration.ofMillis(process.endMillis() - process.startMillis())));
    }
}
