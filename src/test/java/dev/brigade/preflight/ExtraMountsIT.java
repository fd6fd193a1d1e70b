package dev.brigade.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A destination that is seen through several mounts. Needs root. */
class ExtraMountsIT {
    private final TwoTrees trees = TwoTrees.create();
    private final Deque<Mount> mounted = new ArrayDeque<>();

    @BeforeEach
    void build() {
        trees.sh("mkdir -p source/flat source/a source/b && cd source && for i in $(seq 120); do echo $i > flat/$i;"
                + " done && for i in $(seq 40); do echo $i > a/$i; echo $i > b/$i; done && ln a/1 b/linked");
        trees.date("source");
        mounted.push(Mount.tmpfs(trees.home().resolve("first"), "mode=0755"));
    }

    @AfterEach
    void close() {
        mounted.forEach(Mount::close);
        trees.close();
    }

    private void seeAgainAt(String name) {
        mounted.push(Mount.bind(trees.home().resolve(name), trees.home().resolve("first")));
    }

    private Ended run(FakeRsync rsync, String... words) {
        return trees.hasty().with(rsync).run(words);
    }

    /** Where the processes of a pass go, in the order of their start. */
    private List<String> destinations(FakeRsync rsync, Predicate<FakeRsync.Call> pass) {
        return rsync.calls().stream()
                .filter(pass)
                .map(call -> call.arguments().get(call.arguments().size() - 1))
                .map(path -> trees.home().relativize(Path.of(path)).toString())
                .toList();
    }

    private void assertSame(String destination) {
        assertThat(trees.sh("rsync -naiHAX --delete -c --modify-window=-1 source/ " + destination + "/"))
                .isEmpty();
        assertThat(trees.sh("find " + destination + " -name '.brigade*'")).isEmpty();
    }

    @Test
    void processesOfAllPassesAreSpreadOverTheMounts() {
        seeAgainAt("second");
        seeAgainAt("third");
        FakeRsync rsync = trees.rsync(Rule.copies().meet(3).runReal());

        Ended ended = run(
                rsync,
                "sync",
                "-p",
                "3",
                "-f",
                "40",
                "--dest-mount",
                "second/copy",
                "--dest-mount=third/copy",
                "source/",
                "first/copy");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        List<String> copies = destinations(rsync, FakeRsync.Call::isCopy);
        // The first three started together.
        assertThat(copies.subList(0, 3)).containsExactlyInAnyOrder("first/copy", "second/copy", "third/copy");
        assertThat(destinations(rsync, FakeRsync.Call::isLook)).contains("first/copy", "second/copy", "third/copy");
        assertSame("first/copy");
    }

    @Test
    void verifyAndDeleteGoByAllMountsAndStateInTheDestinationStays() {
        seeAgainAt("second");
        trees.sh("mkdir -p first/copy/extra && touch first/copy/extra/x first/copy/flat-extra"
                + " && rsync -aH source/ first/copy/ && echo wrong > first/copy/flat/7");
        FakeRsync rsync = trees.rsync();

        Ended ended = run(
                rsync,
                "verify",
                "--delete",
                "-p",
                "4",
                "-f",
                "20",
                "--state-dir",
                "second/copy/state",
                "--dest-mount",
                "second/copy",
                "source/",
                "first/copy");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(destinations(rsync, FakeRsync.Call::isLook)).contains("first/copy", "second/copy");
        assertThat(trees.home().resolve("first/copy/state")).isDirectory();
        trees.sh("rm -rf first/copy/state && touch -r source first/copy");
        assertSame("first/copy");
    }

    @Test
    void aVerificationThatFindsNothingFindsTheRootUnchangedToo() {
        seeAgainAt("second");
        trees.sh("mkdir first/copy && rsync -aH source/ first/copy/");
        String before = trees.sh("stat -c %y first/copy");

        Ended ended = trees.hasty().run("verify", "--dest-mount", "second/copy", "source/", "first/copy");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).doesNotContain("repaired");
        assertThat(trees.sh("stat -c %y first/copy")).isEqualTo(before);
    }

    @Test
    void mountsOfOneDeviceAreSaidToBringNothing() {
        seeAgainAt("second");

        Ended ended = trees.hasty().run("sync", "--dest-mount", "second", "source/", "first");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).contains("second has no effect: for the kernel it is one file system with ");
        assertSame("first");
    }

    @Test
    void theMountPointIsNotTheDirectory() {
        seeAgainAt("second");
        trees.sh("mkdir first/copy");
        Inventory before = Inventory.of(trees.home().resolve("first"));

        Ended ended = trees.hasty().run("sync", "--dest-mount", "second", "source/", "first/copy");

        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).containsOnlyOnce("\n").contains("second is not the destination ", "its mount point");
        assertThat(Inventory.of(trees.home().resolve("first"))).isEqualTo(before);
    }

    @Test
    void aMountThatCannotBeWrittenIsRefused() {
        seeAgainAt("second");
        trees.sh("mkdir first/copy && mount -o remount,bind,ro second");

        Ended ended = trees.hasty().run("sync", "--dest-mount", "second/copy", "source/", "first/copy");

        assertThat(ended.exit()).isEqualTo(40);
        assertThat(ended.err()).containsOnlyOnce("\n").contains("--dest-mount ", "cannot be written");
        assertThat(trees.sh("ls -A first/copy")).isEmpty();
    }

    /** What is made in the lower directory is seen in the upper one, and not the other way round. */
    @Test
    void anOverlayOfTheDestinationIsNotTheDestination() {
        trees.sh("mkdir -p first/copy first/upper first/work over && mount -t overlay -o"
                + " lowerdir=first/copy,upperdir=first/upper,workdir=first/work overlay over");
        try {
            Ended ended = trees.hasty().run("sync", "--dest-mount", "over", "source/", "first/copy");

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
            assertThat(ended.err()).contains("over is not the destination ");
            assertThat(trees.sh("ls -A first/copy over")).doesNotContain("brigade");
        } finally {
            trees.sh("umount over");
        }
    }

    @Test
    void aMountThatIsLostEndsTheRun() {
        seeAgainAt("second");
        FakeRsync rsync = trees.rsync(Rule.copies()
                .first(1)
                .runReal()
                .bash("umount -l " + trees.home().resolve("second")));
        List<String> words = new ArrayList<>(List.of("sync", "-p", "1", "-f", "20"));
        words.addAll(List.of("--dest-mount", "second/copy", "source/", "first/copy"));

        Ended ended = run(rsync, words.toArray(String[]::new));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out() + ended.err()).contains("second/copy cannot be reached any more");
        mounted.pop();
        Ended again = trees.hasty().run("sync", "-p", "1", "-f", "20", "source/", "first/copy");
        assertThat(again.exit()).as(again.toString()).isZero();
        assertSame("first/copy");
    }

    /** Mounts may be others each night, as other options of how fast are. */
    @Test
    void aKilledRunIsGoneOnWithByAnotherMount() {
        seeAgainAt("second");
        seeAgainAt("third");
        FakeRsync rsync = trees.rsync(
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        List<String> words = List.of("sync", "-p", "2", "-f", "20", "source/", "first/copy", "--dest-mount");
        Child killed = trees.hasty().with(rsync).start(with(words, "second/copy"));
        while (destinations(rsync, FakeRsync.Call::isCopy).size() < 5) {
            Thread.onSpinWait();
        }
        killed.signal(9);
        killed.await();
        assertThat(destinations(rsync, FakeRsync.Call::isCopy)).contains("second/copy");

        FakeRsync rest = trees.rsync(Rule.copies().meet(2).runReal());
        Ended ended = run(rest, with(words, "third/copy"));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).containsPattern("done before +[1-9]\\d* ");
        assertThat(destinations(rest, FakeRsync.Call::isCopy))
                .contains("first/copy", "third/copy")
                .doesNotContain("second/copy");
        assertSame("first/copy");
    }

    private static String[] with(List<String> words, String mount) {
        return Stream.concat(words.stream(), Stream.of(mount)).toArray(String[]::new);
    }
}
