package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a person sees on a terminal of 40, 80 and 120 columns while a run copies, beside what is on the disk at that
 * moment. The recordings are kept in {@code target/terminal}.
 */
final class TerminalIT {
    private static final Path TARGET =
            Path.of(System.getProperty("brigade.target", "target")).toAbsolutePath();
    private static final int[] WIDTHS = {40, 80, 120};
    private static final long LOOK_MILLIS = 100;
    /** Of the whole. */
    private static final double TOLERANCE = 0.1;

    private static final Pattern PICTURE = Pattern.compile("\u001b\\[\\?7l(.*?)\r\u001b\\[\\?7h", Pattern.DOTALL);
    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\r");
    private static final Pattern COPY = Pattern.compile("copy 1/2  (\\d+)%  ETA \\S+(.*)");
    private static final Pattern ENTRIES = Pattern.compile("  ([\\d.]+[kM]?)/[\\d.]+[kM]? entries");
    private static final Pattern BYTES = Pattern.compile("  ([\\d.]+)/[\\d.]+ (KiB|MiB|GiB)");
    private static final Pattern FAILED = Pattern.compile("(\\d+) failed");

    private final TwoTrees trees = TwoTrees.create();

    /** Entries and bytes of the destination. */
    private record Truth(long entries, long bytes) {
        Truth minus(Truth earlier) {
            return new Truth(entries - earlier.entries, bytes - earlier.bytes);
        }
    }

    /** A picture, and what was there at the look before it and at the look that found it. */
    private record Seen(String first, String second, int width, Truth before, Truth after) {
        static Seen of(String picture, int width, Truth before, Truth after) {
            String[] lines = CONTROL.matcher(picture).replaceAll("").split("\n");
            return new Seen(lines[0], lines.length > 1 ? lines[1] : "", width, before, after);
        }
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Truth truth() {
        AtomicLong bytes = new AtomicLong();
        AtomicInteger entries = new AtomicInteger();
        try {
            Files.walkFileTree(trees.destination(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    entries.incrementAndGet();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    entries.incrementAndGet();
                    bytes.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // not made yet
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Truth(entries.get(), bytes.get());
    }

    /**
     * Runs a copy on a terminal that grows twice while the run goes on, and keeps the recording.
     *
     * @param whole what the copy makes
     * @param entries whether entries tell how far it is, rather than bytes
     */
    private List<Seen> record(String name, Truth whole, boolean entries, int exit, String... options)
            throws IOException {
        String command = "stty cols " + WIDTHS[0] + "; tty; exec '" + TARGET.resolve("brigade") + "' sync "
                + String.join(" ", options) + " -p 2 --state-dir state source/ destination";
        Child child = BrigadeProgram.launcher(Path.of("/usr/bin/script"))
                .in(trees.home())
                .env("TERM", "xterm")
                .timeout(Duration.ofMinutes(2))
                .start("-qec", command, "/dev/null");
        List<Seen> seen = new ArrayList<>();
        Truth start = truth();
        Truth before = new Truth(0, 0);
        int width = 0;
        int pictures = 0;
        while (child.isAlive()) {
            Truth after = truth().minus(start);
            List<String> all = pictures(child.outSoFar());
            for (String picture : all.subList(pictures, all.size())) {
                seen.add(Seen.of(picture, WIDTHS[width], before, after));
            }
            pictures = all.size();
            before = after;
            double share = entries ? (double) after.entries / whole.entries : (double) after.bytes / whole.bytes;
            if (width + 1 < WIDTHS.length && share >= (width + 1.0) / WIDTHS.length) {
                width++;
                trees.sh("stty -F "
                        + child.outSoFar().lines().findFirst().orElseThrow().strip() + " cols " + WIDTHS[width]);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        Ended ended = child.await();
        Files.createDirectories(TARGET.resolve("terminal"));
        Files.write(TARGET.resolve("terminal").resolve(name + ".typescript"), ended.stdout());
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
        assertTrue(seen, whole);
        return seen;
    }

    private static List<String> pictures(String out) {
        return PICTURE.matcher(out).results().map(match -> match.group(1)).toList();
    }

    private static void assertTrue(List<Seen> all, Truth whole) {
        for (int width : WIDTHS) {
            assertThat(all.stream()
                            .filter(seen -> seen.width == width && figures(seen).isPresent()))
                    .as("pictures of the copy in %d columns", width)
                    .hasSizeGreaterThan(2);
        }
        int widest = 0;
        for (Seen seen : all) {
            // The first picture after a change may still be made for the earlier width.
            assertThat(Math.max(seen.first.length(), seen.second.length())).isLessThan(seen.width);
            widest = Math.max(widest, seen.first.length());
            figures(seen).ifPresent(figures -> assertTrue(seen, figures, whole));
        }
        assertThat(widest).as("columns used of the widest terminal").isGreaterThan(WIDTHS[0]);
    }

    private static Optional<Matcher> figures(Seen seen) {
        Matcher copy = COPY.matcher(seen.first);
        return copy.matches() ? Optional.of(copy) : Optional.empty();
    }

    private static void assertTrue(Seen seen, Matcher copy, Truth whole) {
        double before = Math.min((double) seen.before.entries / whole.entries, share(seen.before.bytes, whole.bytes));
        double after = Math.min((double) seen.after.entries / whole.entries, share(seen.after.bytes, whole.bytes));
        assertBetween(seen, Integer.parseInt(copy.group(1)) / 100.0, before, after);
        Matcher bytes = BYTES.matcher(copy.group(2));
        if (bytes.find()) {
            double shown = Double.parseDouble(bytes.group(1)) * unit(bytes.group(2)) / whole.bytes;
            assertBetween(seen, shown, share(seen.before.bytes, whole.bytes), share(seen.after.bytes, whole.bytes));
        }
        Matcher entries = ENTRIES.matcher(copy.group(2));
        if (entries.find()) {
            // A file that is being written is in the destination, but not done.
            double tolerance = Math.max(1, TOLERANCE * whole.entries);
            assertThat(count(entries.group(1)))
                    .as(seen.toString())
                    .isBetween(seen.before.entries - tolerance, seen.after.entries + tolerance);
        }
    }

    private static void assertBetween(Seen seen, double shown, double before, double after) {
        assertThat(shown).as(seen.toString()).isBetween(before - TOLERANCE, after + TOLERANCE);
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }

    private static double unit(String name) {
        return Math.pow(1024, 1 + List.of("KiB", "MiB", "GiB").indexOf(name));
    }

    private static double count(String text) {
        return text.endsWith("k")
                ? 1_000 * Double.parseDouble(text.substring(0, text.length() - 1))
                : Double.parseDouble(text);
    }

    private static Node[] directories(int directories, int files, int size) {
        return IntStream.range(0, directories)
                .mapToObj(d -> dir(
                        "d" + d,
                        IntStream.range(0, files)
                                .mapToObj(f -> file("f" + f, size))
                                .toArray(Node[]::new)))
                .toArray(Node[]::new);
    }

    @Test
    void showsManySmallFiles() throws IOException {
        trees.source(directories(60, 100, 5_000));

        record("small", new Truth(6_061, 30_000_000), true, 0, "--bwlimit", "2M");
    }

    @Test
    void showsOneLargeFile() throws IOException {
        Long[] everyMebibyte =
                LongStream.range(0, 3 << 10).mapToObj(i -> i << 20).toArray(Long[]::new);
        trees.source(Node.sparse("disk.img", 3L << 30, everyMebibyte));

        List<Seen> seen = record("large", new Truth(2, 3L << 30), false, 0, "--bwlimit", "160M");

        assertThat(seen.stream().filter(picture -> picture.second.contains("disk.img ")))
                .hasSizeGreaterThan(2);
    }

    @Test
    void showsFailures() throws IOException {
        int directories = 60;
        trees.source(directories(directories, 40, 10_000));
        trees.destination(IntStream.range(0, directories)
                .mapToObj(d -> dir("d" + d, dir("f0", file("in the way", 1))))
                .toArray(Node[]::new));

        List<Seen> seen = record("failures", new Truth(2_461, 24_000_000), false, 20, "--bwlimit", "2M");

        int last = 0;
        for (Seen picture : seen) {
            Matcher failed = FAILED.matcher(picture.second);
            if (failed.find()) {
                int shown = Integer.parseInt(failed.group(1));
                assertThat(shown).as(picture.toString()).isBetween(last, directories);
                last = shown;
            }
        }
        assertThat(last).as("failures shown").isGreaterThan(directories / 2);
        assertThat(new String(
                        Files.readAllBytes(TARGET.resolve("terminal/failures.typescript")), StandardCharsets.UTF_8))
                .contains("failed " + directories + ":");
    }
}
