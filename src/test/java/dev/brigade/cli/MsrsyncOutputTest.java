package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code brigade msrsync} prints: progress and figures on standard output, what the user should know on the other.
 */
final class MsrsyncOutputTest {
    private static final String ERASE = "\r\u001b[K";
    private static final String HINT = "warning: copied in place and not verified: run it again without --inplace,"
            + " or use 'brigade sync', which does both\n";

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    @BeforeEach
    void build() {
        Node[] files = IntStream.range(0, 95).mapToObj(i -> file("f" + i, 100)).toArray(Node[]::new);
        trees.source(dir("d", files), dir("empty"), dir("gone", file("x", 1), file("y", 1)));
    }

    private static String result(Ended ended) {
        return ended.out().replaceAll("(?s).*\n(?=Status: )", "");
    }

    @Test
    void progressIsOneUpdateForEachBucketAndEndsTheLine() {
        FakeRsync rsync = trees.rsync();

        Ended ended = trees.program()
                .with(rsync)
                .run(trees.inFull(Msrsync.line("-P", "-p", "3", "-f", "10", "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out()).startsWith(ERASE).endsWith("\n").containsOnlyOnce("\n");
        List<String> updates =
                List.of(ended.out().substring(ERASE.length()).stripTrailing().split(ERASE.replace("[", "\\["), -1));
        String number = "\\d+\\.\\d [BKM]";
        assertThat(updates)
                .hasSize((int) rsync.calls().stream()
                        .filter(call ->
                                !Msrsync.isPreflight(call) && call.arguments().contains("--omit-dir-times"))
                        .count())
                .hasSizeGreaterThan(8)
                .allMatch(update -> update.matches("\\[\\d+/100 entries] \\[" + number + "/9\\.3 K transferred]"
                        + " \\[\\d+ entries/s] \\[" + number + "/s bw] \\[monq \\d+] \\[jq \\d+]"));
        assertThat(updates.get(updates.size() - 1))
                .startsWith("[100/100 entries] [9.3 K/9.3 K transferred]")
                .endsWith("[jq 0]");
    }

    @Test
    void figuresFollowTheProgress() {
        Ended ended =
                trees.program().run(Msrsync.line("--stats", "-P", "-p", "2", "-f", "50", "source/", "destination"));

        assertThat(result(ended).replaceAll("[0-9]+\\.[0-9]|second: [0-9]+", "#"))
                .isEqualTo("""
                        Status: SUCCESS
                        Working directory: %s
                        Command line: msrsync --stats -P -p 2 -f 50 source/ destination
                        Total size: # K
                        Total entries: 100
                        Buckets number: 2
                        Mean entries per bucket: 50
                        Mean size per bucket: # K
                        Entries per #
                        Speed: # K/s
                        Rsync workers: 2
                        Total rsync's processes (2) cumulative runtime: #s
                        Crawl time: #s (#%% of total runtime)
                        Total time: #s
                        """.formatted(trees.home()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a --inplace", "--inplace -ahv"})
    void inPlaceSaysOnceThatNothingIsVerified(String rsync) {
        Ended ended = trees.program()
                .run(trees.inFull(Msrsync.line("-p", "4", "-f", "9", "-r", rsync, "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEqualTo(HINT);
        assertThat(ended.out()).isEmpty();
        trees.assertSame();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ahv", "-a --inplace --no-inplace"})
    void withoutItThereIsNothingToSay(String rsync) {
        FakeRsync calls = trees.rsync();

        Ended ended =
                trees.program().with(calls).run(trees.inFull(Msrsync.line("-r", rsync, "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out() + ended.err()).isEmpty();
        assertThat(calls.calls()).noneMatch(call -> call.arguments().contains("--inplace"));
        trees.assertSame();
    }

    @Test
    void whatVanishedIsNamedAndIsNoFailure() {
        trees.sh("rm -r source/d && touch -d 2001-01-01 source");
        FakeRsync rsync = trees.rsync(Rule.all()
                .afterPreflight()
                .first(1)
                .bash("rm -f '" + trees.source() + "/gone/x'")
                .runReal());

        Ended ended = trees.program()
                .with(rsync)
                .run(trees.inFull(Msrsync.line("--stats", "-p", "1", "-f", "1", "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEqualTo("vanished 1:\n  gone/x\n");
        assertThat(result(ended)).startsWith("Status: SUCCESS\n");
        trees.assertSame();
    }
}
