package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.FakeRsync.Call;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second phase finds what the first, or anybody else, left wrong at the destination, names it and repairs it. */
class RepairTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                file("#top", 5000),
                file("kept", 100),
                dir("a", file("file", 3000), file("other", 10), symlink("link", "file")),
                dir("b", dir("c", file("large", 1_200_000)), file("x y", 20)));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private static void assertExit(Ended ended, int exit) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(exit);
    }

    private void copyAndFlip(String file) {
        assertExit(trees.sync(), 0);
        trees.sh("cd destination && touch -r '" + file + "' ../time && printf '\\377\\376\\375' | dd of='" + file
                + "' bs=1 seek=7 conv=notrunc status=none && touch -r ../time '" + file + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#top", "b/c/large"})
    void aFlippedByteIsFoundByChecksumAlone(String file) {
        copyAndFlip(file);
        Inventory flipped = Inventory.of(trees.destination());

        assertExit(trees.verify("--dry-run"), 0);
        Ended quick = trees.sync();
        assertExit(quick, 0);
        assertThat(quick.out()).doesNotContain("repaired").contains("size, time to the nanosecond and attributes");

        Ended dry = trees.verify("--verify", "checksum", "--dry-run");
        assertExit(dry, 21);
        assertThat(dry.out()).contains("differs 1:\n  > " + file + " (content)\n", "content and attributes");
        assertThat(Inventory.of(trees.destination())).isEqualTo(flipped);

        Ended repair = trees.sync("--verify", "checksum", "-f", "2");
        assertExit(repair, 0);
        assertThat(repair.out()).contains("repaired 1:\n  " + file + " (content)\n");
        trees.assertSame();
    }

    @Test
    void verifyAloneRepairsToo() {
        copyAndFlip("a/file");

        Ended verify = trees.verify("--verify", "checksum");

        assertExit(verify, 0);
        assertThat(verify.out()).contains("repaired 1:\n  a/file (content)\n", "all verified");
        trees.assertSame();
        assertExit(trees.verify("--verify", "checksum", "-n"), 0);
    }

    @Test
    void aFileCutShortBetweenThePhasesIsRepairedAndNamed() {
        FakeRsync rsync = trees.rsync(Rule.looks()
                .first(1)
                .bash("truncate -s 1000 '" + trees.destination() + "/a/file'")
                .runReal());

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "1");

        assertExit(ended, 0);
        assertThat(ended.out()).contains("repaired 1:\n  a/file (size,time)\n");
        trees.assertSame();
    }

    @Test
    void damageOfAllKindsBetweenThePhasesIsRepairedAndNamed() {
        FakeRsync rsync = trees.rsync(
                Rule.looks().first(1).bash("""
                (cd '%s' || exit
                rm -r b/c; mkdir -p '#top.d'; chmod 600 kept; ln -sfn elsewhere a/link
                touch -d '2001-01-01' a/other; rm 'b/x y'; chmod 700 b; chmod 1777 .)
                """.formatted(trees.destination())).runReal());

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "1", "--delete");

        assertExit(ended, 0);
        assertThat(ended.out())
                .contains(
                        "  kept (mode)\n",
                        "  a/link (value",
                        "  a/other (time)\n",
                        "  b/x y (missing)\n",
                        "  b/c (missing)\n",
                        "  b/c/large (missing)\n")
                .containsPattern("deleted +1\n");
        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 12, 20, 23, 30})
    void aFailedBucketOfTheCopyIsHealed(int code) {
        FakeRsync rsync = trees.rsync(Rule.copies()
                .first(2)
                .stderr("rsync error: it broke (code " + code + ") at io.c(1)\n")
                .exit(code));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "2", "-f", "4", "--retries", "0");

        assertExit(ended, 0);
        assertThat(rsync.calls().stream()
                        .filter(Call::isCopy)
                        .filter(call -> call.exit().orElse(-1) == code))
                .hasSize(2);
        assertThat(ended.out()).contains("repaired");
        trees.assertSame();
    }

    @Test
    void allOfTheCopyFailingIsHealed() {
        FakeRsync rsync = trees.rsync(Rule.copies().dieBy("KILL"));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "2");

        assertExit(ended, 0);
        trees.assertSame();
    }

    @Test
    void aFailedBucketOfTheVerifyingPassIsLookedAtAgain() {
        FakeRsync rsync = trees.rsync(
                Rule.copies().exit(12),
                Rule.looks()
                        .first(2)
                        .stderr("rsync error: it broke (code 12) at io.c(1)\n")
                        .exit(12));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "2", "-f", "4");

        assertExit(ended, 0);
        trees.assertSame();
    }

    @Test
    void verifyingThatAlwaysFailsIsSaid() {
        FakeRsync rsync = trees.rsync(Rule.looks()
                .stderr("rsync error: it broke (code 12) at io.c(1)\n")
                .exit(12));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "2");

        assertExit(ended, 20);
        assertThat(ended.out()).contains("failed 3:\n  rsync ended with 12: it broke (code 12) at io.c(1) (");
    }

    @Test
    void timesThatDifferByANanosecondAreRepaired() {
        trees.sh("touch -h -d '2020-02-02 02:02:02.123456789' source/kept source/b/c/large source/a/link");
        assertExit(trees.sync(), 0);
        trees.sh("cd destination && touch -h -d '2020-02-02 02:02:02.123456788' kept b/c/large a/link");

        assertThat(trees.verify("-n").out())
                .contains("differs 3:\n", "  > kept (time)\n", "  > b/c/large (time)\n", "  > a/link (time)\n");
        assertExit(trees.sync(), 0);

        trees.assertSame();
    }

    @Test
    void aFileRewrittenWithinTheSecondAtEqualSizeIsRepaired() {
        trees.sh("touch -d '2020-02-02 02:02:02.1' source/kept");
        assertExit(trees.sync(), 0);
        trees.sh("printf '%100s' new > source/kept && touch -d '2020-02-02 02:02:02.2' source/kept");

        Ended ended = trees.sync();

        assertExit(ended, 0);
        assertThat(ended.out()).contains("repaired 1:\n  kept (time)\n");
        trees.assertSame();
    }

    @Test
    void aFileOfTheYear2600IsRepairedLikeAnyOther() {
        trees.sh("touch -d '2600-02-02 02:02:02.123456789' source/kept");
        FakeRsync rsync = trees.rsync(Rule.copies().runReal().bash("chmod 600 '" + trees.destination() + "/kept'"));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "1");

        assertExit(ended, 0);
        assertThat(ended.out()).contains("repaired 1:\n  kept (mode)\n");
        trees.assertSame();
    }

    /** After each rsync the directory has another mode, as on a storage that takes a mode and does not keep it. */
    @Test
    void anAttributeOfADirectoryThatTheStorageDoesNotKeepStillDiffers() {
        FakeRsync rsync = trees.rsync(Rule.looks().runReal().bash("chmod 0711 '" + trees.destination() + "/b'"));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "1");

        assertExit(ended, 21);
        assertThat(ended.out()).contains("still differs 1:\n  b (mode)\n");
    }

    /** A first copy sets all directories, and brigade itself looks whether the storage kept that. */
    @Test
    void rsyncLooksAgainOnlyAtDirectoriesThatDiffer() {
        FakeRsync rsync = trees.rsync();

        assertExit(trees.sync(trees.hasty().with(rsync), "-p", "1"), 0);

        assertThat(rsync.calls()).filteredOn(Call::isCopy).isNotEmpty();
        assertThat(rsync.calls()).filteredOn(Call::isLook).isNotEmpty();
        assertThat(rsync.calls()).noneMatch(call -> call.arguments().contains("--ignore-existing"));
        trees.assertSame();

        trees.sh("chmod 711 destination/b && touch destination/a");
        Ended again = trees.sync(trees.hasty().with(rsync), "-p", "1", "--rsync", "-aHX");

        assertExit(again, 0);
        assertThat(rsync.calls()).anyMatch(call -> call.arguments().contains("--ignore-existing"));
        trees.assertSame();
    }

    /** After each rsync all times are whole seconds, as on a storage that keeps no more. */
    @Test
    void timesInWholeSecondsAreNoDifferenceEvenWhereOnlyTheRepairShowsThem() {
        trees.sh("rm -r source/* source/.[!.]* 2> /dev/null; mkdir source/d && ln -s nowhere source/d/link");
        FakeRsync rsync = trees.rsync(Rule.looks()
                .runReal()
                .bash("find '" + trees.destination()
                        + "' -exec sh -c 'touch -h -d @$(stat -c %Y \"$1\") \"$1\"' sh {} \\;"));

        Ended ended = trees.sync(trees.hasty().with(rsync), "-p", "1");

        assertExit(ended, 0);
        assertThat(ended.out()).contains("time to the second");
    }
}
