package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TreeComparer.Ignore;
import dev.brigade.testing.TwoTrees;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run of one pass: options that two passes would undo do what they do in one plain rsync, and nothing is left out
 * silently.
 */
final class MsrsyncOnePassTest {
    private static final String OLD = "2001-01-01T01:01:01.111Z";
    private static final String NEW = "2030-01-01T01:01:01.111Z";

    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    @BeforeEach
    void build() {
        trees.source(
                file("changed", "source"),
                file("large", 1_200_000),
                dir("d", file("newer there", "source"), file("same", "same"), file("missing", 10))
                        .mtime(OLD),
                dir("new", dir("below", file("x", 1))));
        trees.destination(
                file("changed", "there!").mtime(OLD),
                dir(
                                "d",
                                file("newer there", "there").mtime(NEW),
                                file("extra", 1).mtime(OLD))
                        .mtime(OLD));
        trees.sh("cp -p source/d/same destination/d/ && mkdir basis && cp -rp source/d source/large basis/"
                + " && touch -d 2001-01-01 source destination destination/d && cp -rp destination plain");
    }

    /** Relative directories are below the destination, so that both runs may name the same ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-a -u",
                "-a --ignore-existing",
                "-a --existing",
                "-a --backup --suffix=.old",
                "-a --backup --backup-dir=../saved",
                "-a --link-dest=../basis",
                "-a --temp-dir=@/basis --bwlimit=100m",
                "-a --partial-dir=.partial -I --fuzzy",
            })
    void doesWhatOnePlainRsyncDoes(String line) {
        String options = line.replace("@", trees.home().toString());
        trees.sh("rsync " + options + " source/ plain/ && if test -d saved; then mv saved saved-plain; fi");

        Ended ended = trees.program()
                .run(trees.inFull(
                        Msrsync.line("-p", "4", "-f", "2", "--rsync", options, "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        if (options.contains("backup-dir")) {
            TreeComparer.ignoring(Ignore.DIRECTORY_TIMES)
                    .assertEqual(
                            trees.home().resolve("saved-plain"), trees.home().resolve("saved"));
        }
        // Backups beside the files imply -O.
        TreeComparer comparer = options.contains("suffix")
                ? TreeComparer.ignoring(Ignore.LINKS, Ignore.DIRECTORY_TIMES)
                : TreeComparer.ignoring(Ignore.LINKS);
        comparer.assertEqual(trees.home().resolve("plain"), trees.destination());
        if (options.contains("link-dest")) {
            assertThat(trees.sh("stat -c %h destination/large destination/d/missing destination/changed"))
                    .isEqualTo("3\n3\n1\n");
        }
    }

    @Test
    void syncRefusesThem() {
        for (String option : new String[] {"-u", "--link-dest=/"}) {
            Ended ended = trees.sync("--rsync", "-a " + option);

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(2);
            assertThat(ended.err()).hasLineCount(1).contains("cannot be used: ", option.replaceFirst("=.*", ""));
        }
    }

    /** Two processes that hold files back in one directory lose some of them, and end with 0. */
    @Test
    void delayedUpdatesAreRefused() {
        Ended ended = trees.program()
                .run(trees.inFull(Msrsync.line(
                        "-p", "4", "-f", "2", "--rsync", "-a --delay-updates", "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(19);
        assertThat(ended.err()).hasLineCount(1).contains("--delay-updates cannot be used: ");
    }

    @Test
    void combinationsThatRsyncRefusesAreRefused() {
        Ended ended = trees.program()
                .run(trees.inFull(
                        Msrsync.line("--rsync", "-a --inplace --partial-dir=p", "~/source/", "~/destination")));

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(19);
        assertThat(ended.err()).hasLineCount(1).contains("rsync refuses the options", "--inplace");
    }

    @Test
    void refusalsNameWhatAUserOfMsrsyncCanDo() {
        for (String option : new String[] {"--del", "-n"}) {
            Ended ended =
                    trees.program().run(trees.inFull(Msrsync.line("-r", "-a " + option, "~/source/", "~/destination")));

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(option.equals("--del") ? 97 : 19);
            assertThat(ended.err())
                    .hasLineCount(1)
                    .contains("use 'brigade sync --")
                    .doesNotContain("brigade's own");
        }
    }

    /**
     * Our own limit, which keeps large files for other processes, would leave it out, and nothing looks a second time.
     */
    @ParameterizedTest
    @ValueSource(strings = {"msrsync", "sync --verify none"})
    void aFileThatGrowsMeanwhileArrives(String command) {
        FakeRsync rsync = trees.rsync(Rule.all()
                .afterPreflight()
                .first(1)
                .bash("head -c 1100000 /dev/urandom > '" + trees.source() + "/new/below/x'")
                .runReal());

        Ended ended = trees.program()
                .with(rsync)
                .run(trees.inFull((command + " -p 1 --rsync -a ~/source/ ~/destination")
                        .replace("--rsync", "-r")
                        .split(" ")));

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(trees.sh("cmp source/new/below/x destination/new/below/x && echo same"))
                .isEqualTo("same\n");
    }
}
