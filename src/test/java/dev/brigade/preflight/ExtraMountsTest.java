package dev.brigade.preflight;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Directories that are not what {@code --dest-mount} says of them; those that are need mounts: {@code ExtraMountsIT}.
 */
final class ExtraMountsTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(file("file", 10), dir("d", file("x", 5)));
        trees.sh("mkdir other && touch other/mine a-file");
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(String... options) {
        return trees.sync(trees.hasty(), trees.inFull(options));
    }

    private static void assertRefused(Ended ended, String... says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("brigade: --dest-mount ")
                .containsOnlyOnce("\n")
                .contains(says);
    }

    @Test
    void anotherDirectoryIsRefusedAndNothingLeft() {
        trees.destination(file("old", 3));
        trees.sh("touch -d '2019-01-01 01:01:01.123456789' destination other");
        Inventory destination = Inventory.of(trees.destination());
        Inventory other = Inventory.of(trees.home().resolve("other"));

        assertRefused(
                sync("--dest-mount", "~/other"),
                "other is not the destination ",
                "(No such file or directory)",
                "Name the directory that is the destination itself in the extra mount, not only its mount point");

        assertThat(Inventory.of(trees.destination())).isEqualTo(destination);
        assertThat(Inventory.of(trees.home().resolve("other"))).isEqualTo(other);
    }

    /** Another run's probe may be a moment old. */
    @Test
    void whatAKilledRunLeftIsRemoved() {
        String probe = ".brigade-probe-0123456789abcdef0123456789abcde";
        trees.sh("mkdir destination && cd destination && touch " + probe + "0 && echo x >" + probe + "1"
                + " && touch -d '2 hours ago' .[!.]* " + probe + "00 && touch " + probe + "2");

        assertRefused(sync("--dest-mount", "~/other"), "other is not the destination ");

        assertThat(trees.sh("ls -A destination")).isEqualTo(probe + "00\n" + probe + "1\n" + probe + "2\n");
    }

    @Test
    void aDestinationThatWasMadeForItGoesAgain() {
        assertRefused(sync("--dest-mount", "~/other/destination"), "is not the destination");

        assertThat(trees.destination()).doesNotExist();
        assertThat(trees.sh("ls -A other")).isEqualTo("mine\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none        | does not exist, and the destination
            a-file      | is not a directory
            source      | source/ itself
            source/d    | is inside the source
            no/such/dir | does not exist. Create it first
            """)
    void whatCannotBeTheDestinationIsRefusedBeforeAnythingIsMade(String mount, String says) {
        trees.sh("mkdir destination");

        assertRefused(sync("--dest-mount", "~/" + mount), says);
    }

    @Test
    void whereOnlyTheMountExistsItIsAnother() {
        assertRefused(sync("--dest-mount", "~/other"), "other exists, and the destination", "does not");

        assertThat(trees.destination()).doesNotExist();
    }

    @Test
    void theDestinationItselfBringsNothing() {
        trees.sh("mkdir destination");
        Ended ended = sync("--dest-mount", "destination", "--dest-mount", "./destination/.");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).containsOnlyOnce("warning: --dest-mount has no effect");
        trees.assertSame();
    }

    @Test
    void aDryRunWritesNothingAndSaysThatItGoesWithout() {
        trees.sh("mkdir destination");
        Inventory before = Inventory.of(trees.destination());

        Ended sync = sync("-n", "--dest-mount", "~/other");
        Ended verify = trees.verify(trees.inFull("-n", "--dest-mount", "~/other"));

        assertThat(sync.err()).contains("a dry run does not use --dest-mount");
        assertThat(verify.err()).contains("a dry run does not use --dest-mount");
        assertThat(verify.exit()).isEqualTo(21);
        assertThat(Inventory.of(trees.destination())).isEqualTo(before);
    }

    @Test
    void anEmptyWordMakesNoSense() {
        Ended ended = sync("--dest-mount", "");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("the path of --dest-mount is empty");
        assertThat(Files.exists(trees.destination())).isFalse();
    }
}
