package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Node;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -b}, {@code -k}, {@code -j} and {@code -d}: place and content of lists, and no other files. */
final class MsrsyncListsTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    @BeforeEach
    void build() {
        trees.source(
                dir(
                        "flat",
                        IntStream.range(0, 50).mapToObj(i -> file("f" + i, i)).toArray(Node[]::new)),
                dir("d", dir("empty"), dir("e", file("line\nfeed", 1), file(Node.raw("\u00ff"), 2))),
                file("large", 1_100_000),
                file("#top", 5),
                symlink("link", "large"),
                hardLink("again", "#top"));
        trees.sh("mkdir lists");
    }

    private Ended msrsync(FakeRsync rsync, String line) {
        Ended ended = trees.program().with(rsync).run(trees.inFull(Msrsync.line(line.split(" "))));
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
        return ended;
    }

    private Path bucketDirectory() throws IOException {
        try (Stream<Path> each = Files.list(trees.home().resolve("lists"))) {
            List<Path> all = each.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static List<Path> files(Path directory, String pattern) throws IOException {
        try (Stream<Path> each = Files.list(directory)) {
            return each.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The names in a list, which are those that rsync gets: {@code ././a/b}, a slash behind what stands for its
     * entries.
     */
    private static List<String> names(Path list) throws IOException {
        String text = Files.readString(list, StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\0");
        return List.of(text.split("\0")).stream()
                .map(name -> name.replaceFirst("^(\\./)+", ""))
                .toList();
    }

    private Set<String> entriesNamed(List<Path> lists) throws IOException {
        Set<String> source = Inventory.of(trees.source()).entries().keySet();
        Set<String> named = new TreeSet<>();
        for (Path list : lists) {
            for (String name : names(list)) {
                boolean contents = name.isEmpty() || name.endsWith("/");
                String path = contents && !name.isEmpty() ? name.substring(0, name.length() - 1) : name;
                named.add(path);
                source.stream()
                        .filter(entry -> contents && parent(entry).equals(path))
                        .forEach(named::add);
            }
        }
        return named;
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** All names of all lists; which name stands in which list is a matter of the crawl's order. */
    private static List<String> allNames(List<Path> lists) throws IOException {
        List<String> all = new ArrayList<>();
        for (Path list : lists) {
            all.addAll(names(list));
        }
        Collections.sort(all);
        return all;
    }

    @Test
    void aDryRunStartsNoProcessAndChangesNothing() {
        FakeRsync rsync = trees.rsync();
        Inventory before = Inventory.of(trees.source());

        Ended ended = msrsync(rsync, "-d -P --stats -p 4 -f 10 ~/source/ ~/destination");

        assertThat(Msrsync.copies(rsync)).isZero();
        assertThat(trees.destination()).doesNotExist();
        assertThat(Inventory.of(trees.source())).isEqualTo(before);
        assertThat(ended.out())
                .startsWith(
                        "\r\u001b[K[0/60 entries] [0.0 B/1.1 M transferred] [0 entries/s] [0.0 B/s bw] [monq 0] [jq ")
                .contains("]\nStatus: SUCCESS\n", "Total entries: 60\n", "Total rsync's processes (0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-f 1", "-f 20"})
    void aDryRunKeepsTheListsThatARealRunUses(String size) throws IOException {
        FakeRsync rsync = trees.rsync();
        msrsync(rsync, "-d -k -b ~/lists -p 4 --rsync -aH " + size + " ~/source/ ~/destination");
        List<Path> planned = files(bucketDirectory(), ".*");
        List<String> plannedNames = allNames(planned);
        assertThat(planned).allMatch(file -> file.getFileName().toString().matches("copy-[0-9]+"));
        Set<String> all = new TreeSet<>(Inventory.of(trees.source()).entries().keySet());
        Set<String> named = entriesNamed(planned);
        named.add(""); // The root is every process's working directory.
        assertThat(named).isEqualTo(all);
        trees.sh("rm -r lists/*");

        msrsync(rsync, "-k -b ~/lists -p 4 --rsync -aH " + size + " ~/source/ ~/destination");
        List<Path> used = files(bucketDirectory(), "copy-[0-9]+");

        assertThat(allNames(used)).isEqualTo(plannedNames);
        assertThat(used).hasSameSizeAs(planned);
        assertThat(rsync.calls().stream()
                        .flatMap(call -> call.arguments().stream())
                        .filter(argument -> argument.startsWith("--files-from=") && argument.contains("/copy-"))
                        .map(argument -> Path.of(argument.substring(argument.indexOf('=') + 1))))
                .containsExactlyInAnyOrderElementsOf(used);
        assertThat(files(bucketDirectory(), "(copy|fix_directories)-[0-9]+\\.log"))
                .hasSameSizeAs(files(bucketDirectory(), "(copy|fix_directories)-[0-9]+"));
        trees.assertSame();
    }

    @Test
    void showPrintsTheDirectory() throws IOException {
        FakeRsync rsync = trees.rsync();

        Ended kept = msrsync(rsync, "-j -k -b ~/lists ~/source/ ~/destination");
        Ended gone = msrsync(rsync, "--show ~/source/ ~/destination");

        assertThat(kept.out()).isEqualTo("buckets dir is " + bucketDirectory() + "\n");
        assertThat(gone.out()).startsWith("buckets dir is " + trees.home() + "/state/runs/run-");
    }

    @Test
    void withoutKeepingOnlyTheOutcomeIsLeftInTheStateDirectory() {
        FakeRsync rsync = trees.rsync();

        msrsync(rsync, "-b ~/lists -p 2 -f 10 ~/source/ ~/destination");
        msrsync(rsync, "-d -b ~/lists -p 2 -f 10 ~/source/ ~/destination");
        msrsync(rsync, "-d ~/source/ ~/destination");

        assertThat(trees.home().resolve("lists")).isEmptyDirectory();
        assertThat(LeftBehind.unfinishedRuns(trees.state())).isEmpty();
        assertThat(trees.sh("ls state/runs | grep -c ^run-")).isEqualTo("1\n");
    }

    @Test
    void listsWithinTheSourceAreNotCopied() throws IOException {
        trees.sh("rmdir lists && mkdir source/lists && touch -d 2001-01-01 source/lists source");
        FakeRsync rsync = trees.rsync();

        msrsync(rsync, "-k -b ~/source/lists ~/source/ ~/destination");

        assertThat(trees.destination().resolve("lists")).isEmptyDirectory();
        try (Stream<Path> kept = Files.list(trees.source().resolve("lists"))) {
            assertThat(kept).hasSize(1);
        }
    }
}
