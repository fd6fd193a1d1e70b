package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.FakeRsync.Call;
import dev.brigade.testing.Node;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files are written in place wherever no file of the destination can have further names. */
class InPlaceTest {
    private static final String FLAG = "--inplace";

    private final TwoTrees trees = TwoTrees.create();
    private final FakeRsync rsync = trees.rsync();

    @AfterEach
    void close() {
        trees.close();
    }

    private static Node flat() {
        return dir(
                "flat", IntStream.range(0, 60).mapToObj(i -> file("f" + i, 10)).toArray(Node[]::new));
    }

    private List<List<String>> copies(String... words) {
        int before = rsync.calls().size();
        Ended ended = trees.program().with(rsync).run(words);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return rsync.calls().stream()
                .skip(before)
                .filter(Call::isCopy)
                .map(Call::arguments)
                .toList();
    }

    private List<List<String>> sync() {
        return copies(
                "sync",
                "-p",
                "2",
                "-f",
                "5",
                trees.source() + "/",
                trees.destination().toString());
    }

    @Test
    void directoriesThatHoldOnlyDirectoriesDoNotMatter() {
        trees.source(dir("a", dir("b", file("1", 5), dir("c", file("2", 5)))));
        trees.sh("mkdir -p destination/a/b/c");

        assertThat(sync()).isNotEmpty().allSatisfy(call -> assertThat(call).contains(FLAG));
        trees.assertSame();
    }

    @Test
    void aDirectoryThatSeveralProcessesFillIsNewToAllOfThem() {
        trees.source(flat());
        trees.sh("mkdir destination && touch destination/other");

        List<List<String>> copies = sync();

        // The process of the top directory does not write in place: a file was there.
        assertThat(copies)
                .hasSizeGreaterThan(5)
                .filteredOn(call -> !call.contains(FLAG))
                .hasSizeLessThan(2);
    }

    @Test
    void aDirectoryWithFilesIsNot() {
        trees.source(flat());
        trees.sh("mkdir -p destination/flat && touch destination/flat/other");

        assertThat(sync())
                .filteredOn(call -> String.join(" ", call).contains("flat/f"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call).doesNotContain(FLAG));
    }

    @Test
    void shardsOfOneDirectoryAreNewToAllClients() {
        trees.source(flat());
        String job = trees.home().resolve("job").toString();
        assertThat(copies(
                        "plan",
                        "--job",
                        job,
                        "--shards",
                        "3",
                        trees.source() + "/",
                        trees.destination().toString()))
                .isEmpty();

        for (String shard : List.of("0", "1", "2")) {
            assertThat(copies("work", "--job", job, shard))
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call).contains(FLAG));
        }

        // Somebody may have made a snapshot by hard links since.
        assertThat(copies("work", "--job", job, "--again", "1"))
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call).doesNotContain(FLAG));
        assertThat(copies("finish", "--job", job)).isEmpty();
        trees.assertSame();
    }
}
