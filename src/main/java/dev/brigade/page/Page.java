package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Puts the report together: what people ask first comes first. */
final class Page {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    /** Largest files and slowest processes of all parts. */
    private static final int NAMED = 20;

    private final RunPage run;
    private final History.Summary summary;

    private Page(RunPage run) {
        this.run = run;
        this.summary = Summaries.of(run.history(), NAMED);
    }

    static String of(RunPage run) {
        return new Page(run).write().markup();
    }

    private Html write() {
        Verdict verdict = Verdict.of(run);
        return Html.of(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
                script-src 'sha256-{}'">
                <title>{} – brigade</title>
                <style>{}</style>
                </head>
                <body>
                <main>
                {}
                {}
                </main>
                <footer>Made by {}.</footer>
                <script>{}</script>
                </body>
                </html>
                """,
                digest(SCRIPT),
                verdict.word() + ": " + Facts.title(run),
                new Html(STYLE),
                verdict.head(run),
                sections(),
                Facts.version(run),
                new Html(SCRIPT));
    }

    private List<Html> sections() {
        List<Html> sections = new ArrayList<>();
        sections.add(section("Files", FigureTable.of(run)));
        run.outcome()
                .filter(outcome -> !outcome.warnings().isEmpty())
                .ifPresent(outcome -> sections.add(section("Warnings", warnings(outcome))));
        sections.add(section("Runs of this job", PastRuns.of(run)));
        Timeline timeline = Timeline.of(run.history());
        if (timeline.isEmpty()) {
            sections.add(section(
                    "Over time",
                    Html.of("<p class=\"empty\">Nothing was recorded over time, or not for long enough.</p>")));
        } else {
            Charts charts = new Charts(timeline);
            sections.add(section("Over time", Html.of("{}{}", charts.all(), gaps())));
            sections.add(section("rsync processes", new Gantt(run.history(), timeline).draw(charts)));
        }
        run.outcome().ifPresent(outcome -> {
            sections.add(section("Failures", Failures.of(outcome)));
            sections.add(section(
                    "Entries",
                    new EntryTables(run.id())
                            .all(outcome.entries(), outcome.task().dryRun())));
        });
        sections.add(section("Sizes of copied files", Summaries.sizes(summary)));
        sections.add(section("Largest copied files", Summaries.largest(summary)));
        sections.add(section("Slowest directories", Summaries.slowest(summary)));
        sections.add(section("What was verified", Verified.of(run)));
        sections.add(section("This run", Facts.of(run)));
        return sections;
    }

    private static Html section(String title, Html content) {
        String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        return Html.of("<section aria-labelledby=\"{}\"><h2 id=\"{}\">{}</h2>{}</section>\n", id, id, title, content);
    }

    private static Html warnings(Outcome outcome) {
        return Html.of(
                "<ul>{}</ul>",
                outcome.warnings().stream()
                        .limit(100)
                        .map(text -> Html.of("<li>{}</li>", text))
                        .toList());
    }

    /** A full disk or a kill ends the recording before the run. */
    private Html gaps() {
        List<History.Part> parts = run.history().parts();
        int running = run.running() ? 1 : 0;
        long early = parts.stream()
                .limit(Math.max(0, parts.size() - running))
                .filter(part -> !part.whole())
                .count();
        return early == 0
                ? Html.NOTHING
                : Html.of(
                        "<p class=\"note\">The recording of {} ended early: brigade was killed, or the state directory"
                                + " was full.</p>",
                        Quantities.count(early, "part", "parts"));
    }

    private static String digest(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
