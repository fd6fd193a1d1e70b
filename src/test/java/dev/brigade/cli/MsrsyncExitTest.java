package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TwoTrees;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes that msrsync declares and never returned: each occurs, with a message if it is not 0. */
final class MsrsyncExitTest {
    private final TwoTrees trees = TwoTrees.create();

    @AfterEach
    void close() {
        trees.close();
    }

    private Ended msrsync(BrigadeProgram program, String... words) {
        trees.source(Node.file("file", "content"), Node.dir("d", Node.file("other", 10)));
        return program.run(trees.inFull(Msrsync.line(words)));
    }

    private static void assertRefused(Ended ended, int code, String says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("brigade: ").hasLineCount(1).contains(says);
        Sandbox.assertNoStackTrace(ended);
    }

    @Test
    void isHeldInOnePlace() {
        assertThat(Arrays.stream(MsrsyncExit.values()).map(code -> code.number))
                .containsExactly(0, 1, 11, 12, 14, 15, 16, 17, 19, 20, 21, 23, 24, 27, 97);
    }

    @Test
    void zeroMeansAllCopied() {
        Ended ended = msrsync(trees.program(), "~/source/", "~/destination");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.out() + ended.err()).isEmpty();
        trees.assertSame();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -b ~/nowhere ~/source ~/destination          | 11 | the bucket directory
            -k -b ~/nowhere/below ~/source ~/destination | 11 | name another with -b
            -b ~/source/file ~/source ~/destination      | 12 | name another with -b
            missing ~/destination                        | 15 | source missing does not exist
            ~/missing ~/destination                      | 15 | source ~/missing does not exist
            ~/source/file ~/destination                  | 15 | is not a directory
            ~/source ~/missing ~/destination             | 15 | source ~/missing does not exist
            --rsync -aL ~/source ~/destination           | 19 | symbolic links
            --rsync --delete ~/source ~/new              | 97 | brigade sync --delete
            --rsync --del ~/source ~/new                 | 97 | brigade sync --delete
            --rsync=--delete-after ~/source ~/new        | 97 | brigade sync --delete
            --rsync="--delete" ~/source ~/new            | 97 | brigade sync --delete
            --rsync=--dele\\te ~/source ~/new            | 97 | brigade sync --delete
            --rsync=--max-delete=5 ~/source ~/new        | 19 | brigade sync --max-delete
            --rsync --checksum-choice=x ~/source ~/new   | 19 | rsync refuses the options
            ~/source ~/source/file                       | 23 | destination ~/source/file is not a directory
            ~/source ~/new/destination                   | 24 | Create it first
            ~/source ~/source/file/new                   | 24 | is not a directory
            ~/source ~/dangling                          | 24 | a symbolic link to nothing
            ~/source ~/@                                 | 24 | more than 255 bytes
            -p 0 ~/source ~/destination                  | 97 | -p 0
            --nonsense ~/source ~/destination            | 97 | --nonsense
            ~/source                                     | 97 | name a source and a destination
            ~/source ~/source/d                          | 97 | is inside the source
            """)
    void refusesBeforeAnythingIsWritten(String line, int code, String says) {
        trees.sh("ln -s nothing dangling");
        trees.source(Node.file("file", "content"), Node.dir("d"));
        Inventory before = Inventory.of(trees.home());

        assertRefused(
                trees.program()
                        .run(trees.inFull(
                                Msrsync.line(line.replace("@", "x".repeat(256)).split(" ")))),
                code,
                trees.inFull(says)[0]);

        assertThat(Inventory.of(trees.home())).isEqualTo(before);
    }

    @Test
    void twelveMeansTheBucketDirectoryMayNotBeUsed() {
        try (OtherUser user = OtherUser.create();
                TwoTrees other = TwoTrees.of(user)) {
            TreeBuilder.build(other.source(), Node.root(Node.file("file", "x")), 1, Optional.of(user.owner()));
            TreeBuilder.build(other.home().resolve("closed"), Node.root().mode(0555), 1, Optional.of(user.owner()));

            Ended ended = other.program().run(Msrsync.line("-b", "closed", "source", "destination"));

            assertRefused(ended, 12, "closed cannot be used: Permission denied; name another with -b");
        }
    }

    @Test
    void twelveMeansTooThatTheListsFindNoRoom() {
        try (Mount small = Mount.tmpfs(trees.home().resolve("small"), "size=64k,nr_inodes=100")) {
            trees.sh("mkdir source && cd source && for i in $(seq 3000); do : > $(printf %0100d $i); done");

            Ended ended =
                    trees.program().run(trees.inFull(Msrsync.line("-b", "~/small", "~/source/", "~/destination")));

            assertRefused(ended, 12, ": No space left on device. Free some space, or name another directory with -b");
            assertThat(small).isNotNull();
        }
    }

    @Test
    void fourteenMeansNoRsync() {
        assertRefused(
                msrsync(trees.program().env("PATH", "/nonexistent"), "~/source", "~/destination"),
                14,
                "rsync is not installed, or not on PATH");
    }

    @Test
    void fourteenMeansTooThatRsyncIsAnotherProgram() {
        FakeRsync openrsync = FakeRsync.openrsync(trees.home().resolve("openrsync"));

        assertRefused(msrsync(trees.program().with(openrsync), "~/source", "~/destination"), 14, "Install rsync");
    }

    @Test
    void sixteenSeventeenAndTwentyFourWithoutPermission() {
        try (OtherUser user = OtherUser.create();
                TwoTrees other = TwoTrees.of(user)) {
            TreeBuilder.build(other.source(), Node.root(Node.file("file", "x")), 1, Optional.of(user.owner()));
            TreeBuilder.build(other.home().resolve("closed"), Node.root().mode(0), 1, Optional.of(user.owner()));
            TreeBuilder.build(other.home().resolve("full"), Node.root().mode(0555), 1, Optional.of(user.owner()));

            assertRefused(other.program().run(Msrsync.line("closed", "new")), 16, "closed cannot be read");
            assertRefused(other.program().run(Msrsync.line("source", "full")), 17, "full cannot be written");
            assertRefused(other.program().run(Msrsync.line("source", "full/new")), 24, "full cannot be written");
        }
    }

    @Test
    void seventeenMeansAReadOnlyDestination() {
        try (Mount mount = Mount.tmpfs(trees.destination(), "size=1m")) {
            mount.remount("ro");

            assertRefused(msrsync(trees.program(), "~/source", "~/destination"), 17, "cannot be written");
        }
    }

    @Test
    void twentyMeansThatRsyncDoesNotAnswer() {
        Path mute = TreeBuilder.build(
                trees.home().resolve("mute"),
                Node.root(Node.file("rsync", "#!/bin/sh\nexec sleep 600\n").mode(0755)));
        BrigadeProgram impatient = trees.inside(BrigadeProgram.onClassPath(ImpatientProgram.class.getName()))
                .env("PATH", mute + ":" + System.getenv("PATH"));

        assertRefused(msrsync(impatient, "~/source", "~/destination"), 20, "it did not respond");
    }

    @Test
    void twentyOneMeansThatSomethingWasNotCopied() {
        FakeRsync rsync = trees.rsync(Rule.all()
                .afterPreflight()
                .runReal()
                .stderr("rsync: [receiver] mkstemp \"/x/.file.abcdef\" failed: Permission denied (13)\n")
                .stderr("rsync error: some files/attrs were not transferred (code 23) at main.c(1) [x]\n")
                .exit(23));

        Ended ended = msrsync(trees.program().with(rsync), "~/source/", "~/destination");

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
        assertThat(ended.err()).contains("failed 1:\n", "Permission denied");
    }

    @Test
    void twentySevenMeansInterrupted() {
        FakeRsync rsync = trees.rsync(Rule.all().afterPreflight().hang());
        trees.source(Node.file("file", "content"));
        Child child = trees.program().with(rsync).start(Msrsync.line("-P", "--stats", "source/", "destination"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(call -> !Msrsync.isPreflight(call)));

        child.signal("TERM");
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(27);
        assertThat(ended.err()).contains("interrupted: a signal arrived");
        assertThat(ended.out()).contains("Status: FAILURE");
        Sandbox.assertNoStackTrace(ended);
    }

    @Test
    void twentySevenBeforeTheFirstProcess() {
        FakeRsync rsync = trees.rsync(Rule.all().hang());
        trees.source(Node.file("file", "content"));
        Child child = trees.program().with(rsync).start(Msrsync.line("source/", "destination"));
        Sandbox.await("preflight", () -> !rsync.calls().isEmpty());

        child.signal("INT");
        Ended ended = child.await();

        assertThat(ended.exit()).as(ended.toString()).isEqualTo(27);
        assertThat(trees.destination()).doesNotExist();
    }
}
