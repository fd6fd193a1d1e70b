package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Owner;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root that may not give files away, as an NFS server makes of it with root_squash. Needs root. */
final class OwnersRefusedTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(String... options) {
        assumeTrue(Owner.ofThisProcess().isRoot(), "only root gives files away");
        trees.source(
                file("mine", 10),
                dir(
                                "theirs",
                                file("a", 20).mode(0640),
                                dir("deep", file("b", 30)).mode(0550))
                        .mode(0711));
        trees.sh("chown -hR 1234:1234 source/theirs && mkdir bin && printf '#!/bin/sh\nexec setpriv --inh-caps=-chown"
                + " --bounding-set=-chown -- %s \"$@\"\n' $(command -v rsync) > bin/rsync && chmod 755 bin/rsync");
        trees.date("source");
        return trees.sync(
                trees.program().env("PATH", trees.home().resolve("bin") + ":" + System.getenv("PATH")), options);
    }

    /** rsync sets neither mode nor time of what it could not give away. */
    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 4 -f 1"})
    void allElseArrivesAndTheRefusalIsOneLine(String options) {
        Ended ended = sync(options.split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out())
                .contains("failed 4:\n  4 entries: ")
                .contains("data verified; the storage refuses their owner or group")
                .doesNotContain("still differs");
        TreeComparer.ignoring(Ignore.OWNERS).assertEqual(trees.source(), trees.destination());
    }

    @Test
    void leavingOwnersOutIsTheRemedy() {
        Ended ended = sync("--rsync", "-rlptDH");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        TreeComparer.ignoring(Ignore.OWNERS).assertEqual(trees.source(), trees.destination());
    }
}
