package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code --trust-destination}, with rsyncs that know of it and those that do not. */
final class TrustDestinationTest {
    /** Whichever rsync is installed, it copies. */
    private static final Rule WITHOUT = Rule.all()
            .bash("kept=(); for a in \"${args[@]}\"; do [[ $a == --insecure-links ]] || kept+=(\"$a\"); done;"
                    + " args=(\"${kept[@]}\")")
            .runReal();

    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("file", 10), dir("d", file("x", 5), dir("e", file("y", 1_100_000))));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private FakeRsync version(String version) {
        return FakeRsync.withVersion(
                trees.home().resolve("rsync " + version),
                "rsync  version " + version + "  protocol version 32\n",
                WITHOUT);
    }

    private Ended sync(FakeRsync rsync, String... options) {
        Ended ended = trees.sync(trees.program().with(rsync), options);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        trees.assertSame();
        return ended;
    }

    @Test
    void everyProcessOfANewRsyncGetsTheOption() {
        FakeRsync rsync = version("3.5.0");

        Ended ended = sync(rsync, "--trust-destination", "-p", "2", "-f", "1");

        assertThat(ended.err()).isEmpty();
        assertThat(rsync.calls()).anyMatch(FakeRsync.Call::isCopy).anyMatch(FakeRsync.Call::isLook);
        assertThat(rsync.calls())
                .allSatisfy(call -> assertThat(call.arguments()).contains("--insecure-links"));
    }

    @Test
    void anOldRsyncGoesWithoutAndThatIsSaid() {
        FakeRsync rsync = version("3.4.1");

        Ended ended = sync(rsync, "--trust-destination");

        assertThat(ended.err())
                .isEqualTo("brigade: warning: --trust-destination has no effect: rsync 3.4.1 does not check the paths."
                        + " rsync 3.5 and newer do\n");
        assertThat(rsync.calls())
                .allSatisfy(call -> assertThat(call.arguments()).doesNotContain("--insecure-links"));
    }

    @Test
    void nobodyIsTrustedUnasked() {
        FakeRsync rsync = version("3.5.0");

        sync(rsync);

        assertThat(rsync.calls())
                .allSatisfy(call -> assertThat(call.arguments()).doesNotContain("--insecure-links"));
    }
}
