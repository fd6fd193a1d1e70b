package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run tells what differs and writes nothing. */
class DryRunTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                file("new", 10),
                file("changed", 20),
                file("same", 5),
                dir(
                        "d",
                        file("inside", 3),
                        hardLink("link", "new"),
                        dir("e", file("deep", 1_100_000)),
                        symlink("s", "inside")));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 4 -f 1", "--verify checksum", "-p 2 --delete"})
    void intoAMissingDestinationMakesNothing(String options) {
        Ended ended = trees.sync((options + " -n").split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(trees.destination()).doesNotExist();
        assertThat(ended.out())
                .contains("differs 10:\n", "  + ./\n", " new", "  + d\n", "  + d/e/deep\n", "  + d/link\n")
                .endsWith("nothing was changed (dry run)\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 4 -f 1", "--verify checksum", "-p 2 --delete"})
    void intoAnExistingDestinationChangesNothing(String options) {
        trees.sh(
                "mkdir -p destination/d destination/extra && cp -p source/same destination && touch destination/changed"
                        + " && chmod 700 destination/d && touch -d @5 destination/d destination/extra destination");
        Inventory before = Inventory.of(trees.destination());

        Ended ended = trees.sync((options + " --dry-run").split(" ", -1));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(Inventory.of(trees.destination())).isEqualTo(before);
        assertThat(ended.out())
                .contains(
                        "  > changed (" + (options.contains("checksum") ? "content, " : "") + "size, time)\n",
                        "  + d/inside\n",
                        "  > d (time, mode)\n",
                        "  and the time of 1 directory as a consequence (-v lists all)\n")
                .doesNotContain("  > same (", "./")
                .endsWith("nothing was changed (dry run)\n");
        assertThat(ended.out().contains("\n  - extra\n")).isEqualTo(options.contains("--delete"));

        Ended verify = trees.verify((options + " --dry-run").split(" ", -1));
        assertThat(verify.exit()).as(verify.toString()).isEqualTo(21);
        assertThat(Inventory.of(trees.destination())).isEqualTo(before);
    }
}
