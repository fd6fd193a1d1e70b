package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.AwkwardTree;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;

/** Trees that arrive on an NFS server as they are. */
@NfsTest
final class NfsTreesIT {
    @Container
    private static final NfsServer SERVER = new NfsServer();

    private final NfsTrees trees = new NfsTrees(SERVER);

    @AfterEach
    void close() {
        trees.close();
    }

    private static void assertCompleted(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("all copied and verified").doesNotContain("repaired");
    }

    /** This server keeps no times of symbolic links, and by version 3 none before 1970. */
    @ParameterizedTest
    @ValueSource(strings = {"4.2", "3"})
    void theAwkwardTreeArrivesAsItIs(String version) {
        trees.mount(version, "/export");
        AwkwardTree.build(trees.source(), AwkwardTree.Options.forThisUser().small());
        if (version.equals("3")) {
            trees.inScratch("rm -r source/times");
        }

        Ended ended = trees.sync("-p", "8", "--rsync", "-aHJ --numeric-ids");

        assertCompleted(ended);
        TreeComparer.ignoring(Ignore.SYMLINK_TIMES, Ignore.SPARSENESS).assertEqual(trees.source(), trees.destination());
    }

    @Test
    void timesThatTheServerDoesNotKeepAreSaidInOneLineWithTheRemedy() {
        trees.mount("4.2", "/export");
        trees.build(1, 2, 100);
        trees.inScratch("for i in $(seq 20); do ln -s nowhere source/l$i; done");
        trees.date();

        Ended ended = trees.sync("-p", "2");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
        assertThat(ended.out())
                .containsPattern("still differs 20:\n  20 entries \\(data verified; "
                        + "the storage does not keep times of symbolic links\\)\n    l[0-9]+ \\(time\\)\n")
                .contains("--rsync \"-aHJ --numeric-ids\"");
    }

    @Test
    void manySmallFilesAndOneLargeOneArriveThrough64Processes() {
        trees.mount("4.2", "/export");
        trees.build(40, 50, 1000);
        trees.inScratch("head -c 200000000 /dev/urandom > source/large");
        trees.date();

        Ended ended = trees.sync("-p", "64", "--stats");

        assertCompleted(ended);
        TreeComparer.assertSame(trees.source(), trees.destination());
        assertThat(ended.out())
                .contains("Processes at a time: 64")
                .containsPattern("Mount of the destination: \\S+:/export on \\S+/mnt, NFS 4\\.2, rsize [1-9][0-9,]*,"
                        + " wsize [1-9][0-9,]*, nconnect 1, hard\n")
                .containsPattern("Copy RPCs to the destination: [1-9][0-9,]*, [1-9][0-9.]* a file, mean round trip ")
                .containsPattern("Verify RPCs to the destination: [1-9][0-9,]*, [0-9.]+ a file, mean round trip ");
    }

    /** What one mount wrote, another reads from the server; then one is the source and the other the destination. */
    @Test
    void theSameDataIsSeenThroughTwoMountsOfOneServer() {
        trees.mount("4.2", "/export");
        Path second = trees.mount("3", "/export", "nosharecache").resolve(trees.ownName());
        trees.build(10, 20, 3000);
        assertCompleted(trees.sync("-p", "8"));

        Ended verified = trees.program()
                .run("verify", "--dry-run", "--verify", "checksum", trees.source() + "/", second.toString());
        assertThat(verified.exit()).as(verified.toString()).isZero();

        Path again = trees.destination().resolveSibling(trees.ownName() + "-again");
        Ended copied = trees.program().run("sync", "--stats", "-p", "8", second + "/", again.toString());
        assertCompleted(copied);
        assertThat(copied.out()).contains("Mount of the source: ", "Mount of the destination: ");
        TreeComparer.assertSame(trees.source(), again);
    }
}
