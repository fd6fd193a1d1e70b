package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.hardLink;
import static dev.brigade.testing.Node.symlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of rsync's own keep what they keep in one plain rsync; and what is left without verification. */
class RsyncOptionsSyncTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                file("file", 10).mode(0640),
                dir(
                                "d",
                                file("x", 20).mode(04755),
                                hardLink("y", "file"),
                                dir("e", file("z", 5)).mode(0555).mtime("2001-01-01T00:00:00.5Z"))
                        .mode(01750)
                        .mtime("2002-01-01T00:00:00.5Z"),
                symlink("link", "file"),
                file("large", 1_200_000));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended sync(String... options) {
        Ended ended = trees.sync(options);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rltp",
                "-rlptD --chmod=D0711,F0600",
                "-a --chmod=Dg+s,Fo-rwx",
                "-ahv --inplace --progress --stats -P",
                "-aO",
                "-aHS --no-o --no-g",
                "-a --no-links",
                "-aH --max-size=100K",
                "-aH -W --no-o",
                "-a --chown=1234:5678"
            })
    void keepWhatOneRsyncKeeps(String options) {
        trees.sh("rsync --modify-window=-1 " + options + " source/ plain/ >&2");

        Ended first = sync("-p", "4", "-f", "2", "--rsync", options);
        Ended second = sync("-p", "2", "--rsync", options, "--stats");

        assertThat(first.out()).doesNotContain("repaired");
        assertThat(second.out()).contains("Verify transferred: 0 files").doesNotContain("repaired");
        if (options.equals("-aO")) {
            trees.sh("find plain destination -type d -exec touch -d @0 {} +");
        }
        TreeComparer.assertSame(trees.home().resolve("plain"), trees.destination());
    }

    @Test
    void withoutTimesOnlySizesAreCompared() {
        Ended first = sync("-p", "2", "--rsync", "-rlD");
        Ended second = sync("-p", "2", "--rsync", "-rlD", "--stats");

        assertThat(first.out()).contains("size and attributes").doesNotContain("repaired");
        assertThat(second.out()).contains("Verify transferred: 0 files");
        Inventory made = Inventory.of(trees.destination());
        Inventory.of(trees.source())
                .entries()
                .forEach((name, stat) -> assertThat(made.entry(name).digest()).isEqualTo(stat.digest()));
    }

    @Test
    void aclsAndExtendedAttributesAreKept() {
        trees.sh("""
                cd source
                setfacl -m u:1234:rwx,g:5678:r file; setfacl -m u:1234:rx d/e; setfacl -d -m u:1234:rwx d
                setfattr -n user.colour -v red file; setfattr -n user.odd -v 0x00ff0a d; setfattr -n user.root -v 1 .
                """);
        trees.date("source");

        sync("-p", "4", "-f", "1", "--rsync", "-aHAX");

        trees.assertSame();
        String list =
                "cd %s && find . ! -type l | sort | xargs getfacl -n -p | grep -v '^$' && getfattr -R -h -d -e hex -m - . | grep -v '^$' | sort";
        assertThat(trees.sh(list.formatted("destination")))
                .isEqualTo(trees.sh(list.formatted("source")))
                .contains("user.colour=", "1234");

        trees.sh("cd destination && setfattr -n user.colour -v blue file && setfacl -b d/e");
        Ended repair = sync("-p", "2", "--rsync", "-aHAX");
        assertThat(trees.sh(list.formatted("destination"))).isEqualTo(trees.sh(list.formatted("source")));
        assertThat(repair.out()).doesNotContain("repaired"); // The copy does it: rsync sees attributes in any pass.
    }

    @ParameterizedTest
    @ValueSource(strings = {"-p 1", "-p 8 -f 1"})
    void withoutVerificationDirectoriesAreRightAtTheEnd(String options) {
        Ended ended = sync((options + " --verify none").split(" ", -1));

        assertThat(ended.out()).endsWith("all copied, not verified\n").doesNotContain("verify   ");
        trees.assertSame();
    }

    @Test
    void withoutVerificationWhatTheCopyCouldNotDoIsSaid() {
        trees.destination(dir("file", dir("full", file("x", 1)))); // What is not empty gives way only to --delete.

        Ended ended = trees.sync("--verify", "none");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(20);
        assertThat(ended.out())
                .contains("failed 1:\n  file: a directory that is not empty is in its place in the destination:"
                        + " delete it there, or use --delete; excluded entries in it stay\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--delete", "-n"})
    void withoutVerificationNothingElseIsThere(String option) {
        Ended ended = trees.sync("--verify", "none", option);

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).hasLineCount(1).contains("--verify none cannot be used with ");
        assertThat(trees.destination()).doesNotExist();
    }
}
