package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;

/** A server that is away for a while, or whose export goes, in the middle of a run. */
@NfsTest
final class NfsOutagesIT {
    private static final Duration OUTAGE = Duration.ofSeconds(12);

    @Container
    private static final NfsServer SERVER = new NfsServer().withLastingPorts();

    private final NfsTrees trees = new NfsTrees(SERVER);

    @AfterEach
    void close() {
        trees.close();
    }

    /** Starts a run and waits until the server has some of its files, but not yet all. */
    private Child startAndAwaitFiles() {
        trees.build(60, 25, 1000);
        Child child = trees.program().start(trees.words("-p", "4"));
        String count = "find /export/" + trees.ownName() + "* -type f 2>/dev/null | head -n 30 | wc -l";
        long end =
                System.nanoTime() + Duration.ofMinutes(3).toNanos(); // a server that has just started lets clients wait
        while (Integer.parseInt(SERVER.sh(count)) < 30) {
            assertThat(System.nanoTime()).as("no files arrive").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return child;
    }

    @Test
    void aHardMountWaitsForAServerThatComesBack() throws InterruptedException {
        trees.mount("4.2", "/export");
        Child child = startAndAwaitFiles();

        SERVER.crash();
        Thread.sleep(OUTAGE.toMillis());
        SERVER.startAgain();

        Ended ended = child.await();
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.wholeErr()).contains("brigade: warning: no progress for ");
        assertThat(ended.out()).containsPattern("warning: no progress for \\d+(\\.\\d+)? s in all");
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    /** By version 3: a client of version 4 waits for the server in its recovery, soft or not. */
    @Test
    void aSoftMountThatTimesOutIsALostStorage() {
        trees.mount("3", "/export", "soft", "timeo=10", "retrans=1");
        Child child = startAndAwaitFiles();

        SERVER.pause();
        Ended ended;
        try {
            ended = child.await();
        } finally {
            SERVER.resume();
        }

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out()).contains("the storage was lost: " + trees.destination());
        Ended again = trees.sync("-p", "4");
        assertThat(again.exit()).as(again.toString()).isZero();
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    @Test
    void anExportThatIsRemovedIsALostStorage() {
        String export = "/export/" + trees.ownName() + "-export";
        SERVER.sh("mkdir -m 1777 " + export);
        trees.mount("4.2", export);
        Child child = startAndAwaitFiles();

        // Meanwhile the run goes on writing, so a directory may have an entry again before it is removed.
        SERVER.sh("mv " + export
                + " /export/removed; for i in $(seq 100); do rm -rf /export/removed && exit 0; done; exit 1");

        Ended ended = child.await();
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(31);
        assertThat(ended.out()).contains("the storage was lost: " + trees.destination());
    }
}
