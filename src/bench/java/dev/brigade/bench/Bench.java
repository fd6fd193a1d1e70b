package dev.brigade.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures peer beside peer and prints a table a case. Started by {@code src/bench/run}, which says what it needs. */
final class Bench {
    private static final Path PEERS = Path.of("src/bench/peers").toAbsolutePath();
    /** A row's own number of processes, behind its peer's name: brigade-8, brigade-auto. */
    private static final Pattern WITH_PROCESSES = Pattern.compile("(.+)-([0-9]+|auto)");
    /** Where nothing may be left out. */
    private static final boolean CI = Boolean.parseBoolean(System.getenv("CI"));

    private final Path work;
    private final Report report;
    private boolean failed;

    private Bench(Path work, Report report) {
        this.work = work;
        this.report = report;
    }

    /** Arguments: the folder to work in, what is compared, the cases. */
    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(Path.of(args[0]), new Report(args[1]));
        Cases cases = new Cases(bench, bench.work);
        for (String name : List.of(args).subList(2, args.length)) {
            long start = System.nanoTime();
            try {
                cases.run(name);
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage() + "; src/bench/run names them");
                System.exit(2);
            }
            bench.report.checked(name);
            System.out.printf(Locale.ROOT, "%s took %.0f s in all%n", name, (System.nanoTime() - start) / 1e9);
        }
        bench.report.finish();
        if (bench.failed) {
            System.err.println("failed: see FAILED above");
            System.exit(1);
        }
    }

    Report report() {
        return report;
    }

    /** Runs all rounds of one thing and prints its table. */
    Map<String, Row> measure(Work of) throws IOException, InterruptedException {
        System.out.printf("== %s: %s%n", of.name(), of.titleLine());
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String peer : of.peers()) {
            Optional<String> missing = missing(script(peer));
            if (missing.isEmpty()) {
                rows.put(peer, new Row(peer));
            } else {
                System.out.println(peer + " is left out: " + missing.get() + " is not installed");
                check(!CI, of.name() + ": has " + peer, peer + " is not installed, and with CI=true it has to be");
            }
        }
        prepare(of);
        List<Row> order = new ArrayList<>(rows.values());
        if (of.rounds() > 1 && !order.isEmpty()) {
            // Whoever comes first takes memory that a virtual machine was not given before: up to twice its time.
            once(of, new Row(order.get(0).peer));
        }
        Random turns = new Random(1);
        for (int round = 0; round < Math.max(1, of.rounds()); round++) {
            for (Row row : order) {
                if (row.wrong().isEmpty()) {
                    once(of, row);
                }
            }
            // What comes first in a round, or after a certain other, does not do so always.
            Collections.shuffle(order, turns);
        }
        report(of, rows);
        return rows;
    }

    private static Path script(String row) {
        Matcher matcher = WITH_PROCESSES.matcher(row);
        return PEERS.resolve(matcher.matches() ? matcher.group(1) : row);
    }

    private static String processes(Work of, String row) {
        Matcher matcher = WITH_PROCESSES.matcher(row);
        return matcher.matches() ? matcher.group(2) : String.valueOf(of.processes());
    }

    private static Optional<String> missing(Path script) throws IOException {
        for (String line : Files.readAllLines(script)) {
            if (line.startsWith("# needs: ")) {
                String program = line.substring("# needs: ".length());
                for (String directory : System.getenv("PATH").split(":", -1)) {
                    if (Files.isExecutable(Path.of(directory, program))) {
                        return Optional.empty();
                    }
                }
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private void prepare(Work of) throws IOException, InterruptedException {
        Run.quietly(
                "rm",
                "-rf",
                work.resolve("lists").toString(),
                of.place().root().resolve("copy").toString());
        if (of.peers().contains("floor")) {
            Split.write(of.source(), of.processes(), work);
        }
    }

    private void once(Work of, Row row) throws IOException, InterruptedException {
        boolean counted = of.before() == Work.Before.COUNTED;
        Path destination = of.place().root().resolve("copy");
        switch (of.before()) {
            case NOTHING -> Run.quietly("rm", "-rf", destination.toString());
            case EVERYTHING, STALE -> Run.quietly("rsync", "-a", of.source() + "/", destination.toString());
            case COUNTED -> {}
        }
        if (of.before() == Work.Before.STALE) {
            Tree.stale(destination);
        }
        Run.quietly(
                "rm",
                "-rf",
                work.resolve("state").toString(),
                work.resolve("fpsync").toString());
        List<String> command = List.of(
                script(row.peer).toString(),
                (counted ? of.place().seen(of.source()) : of.source()).toString(),
                of.place().seen(destination).toString(),
                processes(of, row.peer),
                work.toString(),
                String.valueOf(of.entries()));
        Path output = work.resolve("output");
        Map<String, String> environment =
                Map.of("PATH", work.resolve("bin") + ":" + System.getenv("PATH"), "TMPDIR", work.toString());
        of.place().open();
        long asked;
        Group.Took took;
        try (Group group = new Group(work.resolve("starts"))) {
            took = group.run(command, environment, output, of.processes());
        } finally {
            asked = of.place().close();
        }
        row.add(took, asked);
        String said = Files.readString(output).strip();
        if (took.exit() != 0) {
            row.wrong(
                    "exit code " + took.exit() + ": " + said.lines().findFirst().orElse(""));
        } else if (counted && !said.equals(String.valueOf(of.entries()))) {
            row.wrong("counts " + said + ", not " + of.entries());
        } else if (!counted && !row.peer.equals("brigade-start")) {
            Same.difference(of.source(), destination).ifPresent(row::wrong);
        }
    }

    private void report(Work of, Map<String, Row> rows) throws IOException {
        String first = of.peers().get(0);
        Row ours = Row.of(rows, first);
        System.out.println(Row.head());
        for (Row row : rows.values()) {
            System.out.println(row.line(ours, of.rounds() > 0));
            if (CI || row.peer.startsWith("brigade") || row.peer.equals(first)) {
                check(
                        row.wrong().isEmpty(),
                        of.name() + ": " + row.peer + " does it right",
                        row.peer + ": " + row.wrong());
            }
        }
        report.table(of, rows.values(), ours);
    }

    /** Checks something that must be true on every machine. If it is not, reports it and fails at the end. */
    void check(boolean holds, String name, String otherwise) {
        report.check(name, holds, otherwise);
        if (!holds) {
            System.out.println("FAILED " + otherwise);
            failed = true;
        }
    }
}
