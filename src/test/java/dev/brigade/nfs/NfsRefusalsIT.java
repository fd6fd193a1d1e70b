package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;

/** Exports that do not take everything. */
@NfsTest
final class NfsRefusalsIT {
    @Container
    private static final NfsServer SERVER = new NfsServer();

    private final NfsTrees trees = new NfsTrees(SERVER);

    @AfterEach
    void close() {
        trees.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.2", "3"})
    void ownersThatRootSquashRefusesAreOneLineWithTheRemedyAndTheDataIsVerified(String version) {
        trees.mount(version, "/squashed");
        trees.build(4, 50, 2000);
        trees.inScratch("chown -R 1234:1234 source/d2");

        Ended ended = trees.sync("-p", "4");

        assertThat(ended.exit()).as(ended.toString()).isIn(20, 21);
        assertThat(ended.out()).contains("data verified; the storage refuses their owner or group", "no_root_squash");
        assertThat(ended.out().lines().filter(line -> line.contains("the storage refuses")))
                .as("one line for each kind of message")
                .hasSizeLessThanOrEqualTo(2);
        assertThat(ended.out().lines().filter(line -> line.startsWith("    d")))
                .as("some names for each")
                .hasSizeLessThanOrEqualTo(10);
        TreeComparer.ignoring(Ignore.OWNERS).assertEqual(trees.source(), trees.destination());

        Ended remedied = trees.sync("-p", "4", "--rsync", "-rlptDH");
        assertThat(remedied.exit()).as(remedied.toString()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.2", "3"})
    void aReadOnlyExportIsRefusedBeforeAnythingIsDone(String version) {
        trees.mount(version, "/readonly");
        trees.build(1, 1, 1);

        Ended ended = trees.sync();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err())
                .containsOnlyOnce("\n")
                .contains("cannot be written: Permission denied, or the server exports it read-only");
    }

    @Test
    void anExportWithoutSpaceEndsTheRunSoonAndTheSameCommandGoesOn() {
        trees.mount("4.2", "/small");
        trees.build(40, 10, 100_000);

        Ended full = trees.sync("-p", "4");

        assertThat(full.exit()).as(full.toString()).isEqualTo(30);
        assertThat(full.out()).contains("no space is left: ").doesNotContain("Verified ");

        SERVER.sh("mount -o remount,size=64m /small");
        // The client keeps what it could not write, and says so once more to whoever opens such a file next.
        trees.mountAnew();
        Ended again = trees.sync("-p", "4");
        assertThat(again.exit()).as(again.toString()).isZero();
        TreeComparer.assertSame(trees.source(), trees.destination());
    }

    @Test
    void unwiseMountsAreSaidBeforeTheRun() {
        trees.mount("4.2", "/export", "soft", "noac");
        trees.build(1, 1, 1);

        Ended ended = trees.sync("--rsync", "-aHz --numeric-ids");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err().lines())
                .anyMatch(
                        line -> line.startsWith("brigade: warning: destination ") && line.contains(" is mounted soft"))
                .anyMatch(
                        line -> line.startsWith("brigade: warning: destination ") && line.contains(" is mounted noac"))
                .anyMatch(line -> line.startsWith("brigade: warning: -z only costs CPU time"))
                .hasSize(3);
        assertThat(trees.sync("-q", "--rsync", "-aHz --numeric-ids").err()).isEmpty();
    }
}
