import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures peer beside peer and prints a table a case. Started by {@code src/bench/run}, which says what it needs. */
final class Bench {
    private static final Path PEERS = Path.of("src/bench/peers").toAbsolutePath();
    private static final Path RESULTS = Path.of("target/bench/results.jsonl");

    private final Path work;
    private final String versions;
    private boolean failed;

    private Bench(Path work, String versions) {
        this.work = work;
        this.versions = versions;
    }

    /** Arguments: the folder to work in, what is compared, the cases. */
    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(Path.of(args[0]), args[1]);
        Cases cases = new Cases(bench, bench.work);
        for (String name : List.of(args).subList(2, args.length)) {
            try {
                cases.run(name);
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage() + "; src/bench/run names them");
                System.exit(2);
            }
        }
        if (bench.failed) {
            System.err.println("failed: see FAILED above");
            System.exit(1);
        }
    }

    /** Runs all rounds of one thing and prints its table. */
    Map<String, Row> measure(Work of) throws IOException, InterruptedException {
        System.out.printf(
                "== %s: %s, p=%d, %s%n",
                of.name(),
                of.title(),
                of.processes(),
                of.rounds() == 0 ? "counted, not timed" : "median of " + of.rounds());
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String peer : of.peers()) {
            Optional<String> missing = missing(peer);
            missing.ifPresentOrElse(
                    program -> System.out.println(peer + " is left out: " + program + " is not installed"),
                    () -> rows.put(peer, new Row(peer)));
        }
        prepare(of);
        for (int round = 0; round < Math.max(1, of.rounds()); round++) {
            for (Row row : rows.values()) {
                if (row.wrong().isEmpty()) {
                    once(of, row);
                }
            }
        }
        report(of, rows);
        return rows;
    }

    private static Optional<String> missing(String peer) throws IOException {
        for (String line : Files.readAllLines(PEERS.resolve(peer))) {
            if (line.startsWith("# needs: ")) {
                String program = line.substring("# needs: ".length());
                for (String directory : System.getenv("PATH").split(":")) {
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
                PEERS.resolve(row.peer).toString(),
                (counted ? of.place().seen(of.source()) : of.source()).toString(),
                of.place().seen(destination).toString(),
                String.valueOf(of.processes()),
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
        Row ours = rows.get(of.peers().get(0));
        System.out.println(Row.head());
        StringBuilder lines = new StringBuilder();
        for (Row row : rows.values()) {
            System.out.println(row.line(ours, of.rounds() > 0));
            lines.append(String.format(
                    "{\"time\":\"%s\",\"versions\":\"%s\",\"case\":\"%s\",\"processes\":%d,\"entries\":%d,%s%n",
                    Instant.now(), versions, of.name(), of.processes(), of.entries(), row.json(of.rounds() > 0)));
        }
        Files.createDirectories(RESULTS.getParent());
        Files.writeString(RESULTS, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        check(ours.wrong().isEmpty(), ours.peer + ": " + ours.wrong());
    }

    /** Says what has to be true whatever the machine, where it is not, and fails at the end. */
    void check(boolean holds, String otherwise) {
        if (!holds) {
            System.out.println("FAILED " + otherwise);
            failed = true;
        }
    }
}
