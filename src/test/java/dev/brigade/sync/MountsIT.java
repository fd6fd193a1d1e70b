package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that are mounted below the source, or that keep less than the source's. Needs root. */
class MountsIT {
    private final TwoTrees trees = TwoTrees.create();
    private final Deque<String> mounted = new ArrayDeque<>();

    @AfterEach
    void close() {
        mounted.forEach(directory -> trees.sh("umount " + directory));
        trees.close();
    }

    private void mount(String what, String directory) {
        trees.sh("mkdir -p " + directory + " && mount " + what + " " + directory);
        mounted.push(directory);
    }

    private Ended sync(String... options) {
        Ended ended = trees.sync(options);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended;
    }

    private void buildWithMounts() {
        trees.source(file("file", 10), dir("d", file("x", 5)));
        mount("-t tmpfs -o mode=0711 brigade", "source/mount");
        mount("-t tmpfs brigade", "source/d/mount");
        trees.sh("mkdir source/mount/in && touch source/mount/file source/mount/in/file source/d/mount/file");
        trees.date("source");
    }

    @ParameterizedTest
    @CsvSource({
        "-aH,-p 1",
        "-aHx,-p 1",
        "-aHxx,-p 1",
        "-aH,-p 4 -f 1",
        "-aHx,-p 4 -f 1",
        "-aHxx,-p 4 -f 1",
        "-aHx,-p 1 --verify checksum"
    })
    void areCrossedOrNotAsByOneRsync(String rsync, String options) {
        buildWithMounts();
        trees.sh("rsync --modify-window=-1 " + rsync + " source/ plain/");

        Ended ended = sync((options + " --rsync " + rsync).split(" ", -1));

        assertThat(ended.out()).doesNotContain("repaired");
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1"})
    void whatWasCopiedFromAMountIsDeletedWithOneFileSystemAsByOneRsync(String options) {
        buildWithMounts();
        sync("-p", "2");
        trees.sh("cp -a destination plain && rsync -aHx --modify-window=-1 --delete source/ plain/");

        sync((options + " --rsync -aHx --delete").split(" ", -1));

        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1"})
    void hardLinksOverMountsInsideTheDestinationAreLinkedOnEachMount(String options) {
        trees.source(
                dir("a", file("f", 10), hardLink("g", "a/f")),
                dir("mount", hardLink("f", "a/f"), dir("d", hardLink("g", "a/f"), file("x", 5))),
                dir("bound", hardLink("f", "a/f"), hardLink("x", "mount/d/x")));
        mount("-t tmpfs brigade", "destination/mount");
        trees.sh("mkdir elsewhere");
        mount("--bind elsewhere", "destination/bound");
        String[] words = (options + " --rsync -aH").split(" ", -1);

        sync(words);
        assertThat(sync(words).out()).doesNotContain("repaired");
        assertThat(trees.verify("--rsync", "-aH", "-n").exit()).isZero();
        trees.sh("printf other > source/a/f && touch -d 2021-01-01 source/a/f");
        sync(words);

        TreeComparer.ignoring(TreeComparer.Ignore.LINKS).assertEqual(trees.source(), trees.destination());
        trees.sh("[ destination/mount/f -ef destination/mount/d/g ] && [ destination/a/f -ef destination/a/g ]");
    }

    @Test
    void aSourceThatIsAMountItselfIsCopied() {
        mount("-t tmpfs brigade", "source");
        TreeBuilder.add(trees.source(), file("file", 10), dir("d", file("x", 5)));
        trees.date("source");

        sync("--rsync", "-aHx");

        trees.assertSame();
    }

    /** With inodes of 128 bytes ext3 has no room for fractions of a second. */
    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 3"})
    void aDestinationOfWholeSecondsIsComparedToTheSecond(String options) {
        trees.sh("truncate -s 16M image && mkfs.ext3 -q -I 128 image 2>&1");
        mount("-o loop image", "mnt");
        Node[] files = IntStream.range(0, 20)
                .mapToObj(i -> file("f" + i, i).mtime("2020-02-02T02:02:02.12345" + i + "Z"))
                .toArray(Node[]::new);
        trees.source(dir("d", files), dir("e", files), file("large", 1_100_000));
        String[] words = ("sync --stats " + options + " source/ mnt/copy").split(" ", -1);

        Ended first = trees.program().run(words);
        Ended second = trees.program().run(words);

        for (Ended ended : new Ended[] {first, second}) {
            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(ended.out())
                    .contains("size, time to the second and attributes")
                    .doesNotContain("repaired");
        }
        assertThat(second.out()).contains("Copy transferred: 0 files", "Verify transferred: 0 files");
        trees.sh(
                "find source -exec touch -h -d '2020-02-02 02:02:02' {} + && cd mnt/copy && touch -d '2020-02-02 02:02:02' .");
        TreeComparer.assertSame(trees.source(), trees.home().resolve("mnt/copy"));

        trees.sh("printf x > mnt/copy/d/f5 && touch -d '2020-02-02 02:02:03' mnt/copy/e/f6");
        Ended third = trees.program().run(words);
        assertThat(third.exit()).isZero();
        TreeComparer.assertSame(trees.source(), trees.home().resolve("mnt/copy"));
    }
}
