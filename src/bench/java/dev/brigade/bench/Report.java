package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Writes into {@code target/bench}: {@code results.jsonl}; {@code results.md} with the tables of docs/benchmarks.md;
 * and a report of the checks in surefire's format, which .ci/CountTests.java counts. The first two only grow.
 */
final class Report {
    private static final Path FOLDER = Path.of("target/bench");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String versions;
    private final List<String> wanted = new ArrayList<>();
    private final List<String> checks = new ArrayList<>();

    Report(String versions) throws IOException {
        this.versions = versions;
        Files.createDirectories(FOLDER);
        markdown(MINUTE.format(Instant.now()) + " UTC: " + versions + ".\n");
    }

    /** One table: a title, a line an entry for programs, rows for people. */
    void table(Work of, Collection<Row> rows, Row ours) throws IOException {
        boolean timed = of.rounds() > 0;
        boolean operations = rows.stream().anyMatch(row -> row.operations() >= 0);
        StringBuilder lines = new StringBuilder();
        StringBuilder table = new StringBuilder("`" + of.name() + "`: " + of.titleLine() + "\n\n");
        table.append(Row.markdownHead(operations));
        for (Row row : rows) {
            table.append(row.markdown(ours, timed, operations)).append('\n');
            lines.append(String.format(
                    "{\"time\":\"%s\",\"versions\":\"%s\",\"case\":\"%s\",\"processes\":%d,\"entries\":%d,%s%n",
                    Instant.now(), versions, of.name(), of.processes(), of.entries(), row.json(timed)));
        }
        append("results.jsonl", lines.toString());
        markdown(table.toString());
    }

    /** Something that is Markdown already, and an empty line. */
    void markdown(String text) throws IOException {
        append("results.md", text + "\n");
    }

    /** A row of the table "wanted and found". */
    void wanted(String row) {
        wanted.add(row);
    }

    /** Writes what was wanted and found, all of it. */
    void finish() throws IOException {
        if (!wanted.isEmpty()) {
            markdown("| case | what | wanted | found | |\n|---|---|---|---|---|\n" + String.join("\n", wanted) + "\n");
        }
    }

    void check(String name, boolean holds, String otherwise) {
        checks.add("<testcase classname=\"bench\" name=\"" + escaped(name) + "\">"
                + (holds ? "" : "<failure message=\"" + escaped(otherwise) + "\"/>") + "</testcase>");
    }

    /** Writes the checks since the last time, as those of a case. */
    void checked(String name) throws IOException {
        Path folder = Files.createDirectories(FOLDER.resolve("failsafe-reports"));
        Files.writeString(
                folder.resolve("TEST-bench-" + name + ".xml"),
                "<testsuite name=\"bench-" + name + "\">\n" + String.join("\n", checks) + "\n</testsuite>\n");
        checks.clear();
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;");
    }

    private static void append(String file, String text) throws IOException {
        Files.writeString(FOLDER.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
