package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources, destinations and machines that are not ready: exit code 40, one line, and nothing written anywhere. */
final class RefusedRootsTest {
    private Sandbox sandbox;

    @BeforeEach
    void prepare() {
        sandbox = new Sandbox(Node.root(
                Node.file("file", "content"),
                Node.dir("directory", Node.dir("below")),
                Node.symlink("link", "directory")));
        TreeBuilder.build(sandbox.world().resolve("other"), Node.root(Node.symlink("to source", "../source")));
    }

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private static void assertRefused(Ended ended, String... says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .startsWith("brigade: ")
                .endsWith("\n")
                .containsOnlyOnce("\n")
                .contains(says);
        Sandbox.assertNoStackTrace(ended);
    }

    private void assertRefusedUntouched(BrigadeProgram program, String[] words, String... says) {
        Inventory before = sandbox.inventory();

        assertRefused(program.run(words), says);
        assertThat(sandbox.inventory()).isEqualTo(before);
    }

    /** Command lines below the sandbox, and what the message has to say. */
    static Stream<Arguments> roots() {
        return Stream.of(
                arguments("sync ~/missing/ ~/copy", "source ~/missing/ does not exist"),
                arguments("sync missing ~/source/ ~/copy", "source missing does not exist"),
                arguments("sync ~/source/file ~/copy", "is not a directory"),
                arguments("sync ~/source/link ~/copy", "write ~/source/link/"),
                arguments("sync host:path ~/copy", "remote sources are not supported"),
                arguments("sync host::module ~/copy", "remote sources are not supported"),
                arguments("sync rsync://host/path copy", "remote sources are not supported"),
                arguments("sync ~/source/ host:/path", "remote destinations are not supported"),
                arguments("sync @list ~/copy", "source @list does not exist"),
                arguments("sync ~/source/ ~/source/file", "is not a directory"),
                arguments("sync ~/source/ ~/source", "is the source ~/source/ itself"),
                arguments("sync ~/source/ ~/source/directory", "is inside the source ~/source/"),
                arguments("sync ~/source/ ~/source/directory/below/new", "is inside the source ~/source/"),
                arguments("sync source .", "is the source source itself"),
                arguments("sync ~/source/ '~/other/to source'", "is the source ~/source/ itself"),
                arguments("sync ~/source/ '~/other/to source/directory'", "is inside the source ~/source/"),
                arguments("sync '~/other/to source/' ~/source", "is the source"),
                arguments("sync ~/source/ ~/no/such/parent", "Create it first"),
                arguments("sync ~/source/ ~/source/file/x", "~/source/file is not a directory"),
                arguments("verify ~/source/ ~/copy", "so there is nothing to verify"),
                arguments("sync --delete ~/source/directory/ .", "--delete would delete from the source"));
    }

    @ParameterizedTest
    @MethodSource("roots")
    void refusesRootsThatCannotBe(String line, String says) {
        assertRefusedUntouched(sandbox.program().in(sandbox.world()), words(inFull(line)), inFull(says));
    }

    private String inFull(String text) {
        return text.replace("~/", sandbox.world() + "/");
    }

    /** Words, of which some are in single quotes. */
    private static String[] words(String line) {
        return Stream.of(line.split(" (?=(?:[^']*'[^']*')*[^']*$)"))
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
    }

    @Test
    void escapesNamesThatATerminalWouldObey() {
        String name = "evil\u001b]0;title\u0007\nname\u202e";

        Ended destination =
                sandbox.program().in(sandbox.world()).run("sync", "source/", "missing " + name + "/destination");
        Ended source = sandbox.program().in(sandbox.world()).run("sync", name, "copy");

        assertRefused(destination, "evil\\#033]0;title\\#007\\#012name\\#342\\#200\\#256/destination");
        assertRefused(source, "source evil\\#033]0;title\\#007\\#012name\\#342\\#200\\#256 does not exist");
    }

    @Test
    void refusesWhatAnotherUserMayNotReadOrWrite() throws Exception {
        try (OtherUser user = OtherUser.create()) {
            Path home = user.directory();
            TreeBuilder.build(home.resolve("open"), Node.root(Node.file("file", "x")));
            TreeBuilder.build(
                    home.resolve("closed"), Node.root(Node.file("file", "x")).mode(0));
            TreeBuilder.build(
                    home.resolve("listed only"),
                    Node.root(Node.file("file", "x")).mode(0444));
            TreeBuilder.build(
                    home.resolve("read only"), Node.root(Node.file("file", "x")).mode(0555));

            BrigadeProgram program =
                    BrigadeProgram.onClassPath().as(user).in(home).env("BRIGADE_STATE_DIR", "state");
            assertRefused(program.run("sync", "closed/", "copy"), "source closed/ cannot be read");
            assertRefused(program.run("sync", "listed only/", "copy"), "source listed only/ cannot be read");
            assertRefused(program.run("sync", "open/", "read only"), "read only cannot be written");
            assertRefused(program.run("sync", "open/", "read only/new"), "read only cannot be written");
            assertRefused(program.run("sync", "open/", "closed"), "closed cannot be written");

            assertThat(home.resolve("copy")).doesNotExist();
            assertThat(home.resolve("state")).doesNotExist();
            assertThat(Files.exists(home.resolve("read only/new"))).isFalse();
        }
    }

    @Test
    void refusesAMachineWithoutRsync() {
        Path empty = TreeBuilder.build(sandbox.beside("empty"), Node.root());

        assertRefusedUntouched(
                sandbox.program().env("PATH", empty.toString()), sandbox.sync(), "rsync is not installed", "install");
    }

    /** What {@code rsync --version} says, and what we say then. */
    static Stream<Arguments> versions() {
        return Stream.of(
                arguments(
                        "rsync  version 3.0.9  protocol version 30\n", "3.0.9, which is too old. Install rsync 3.1.0"),
                arguments("rsync  version 2.6.9  protocol version 29\n", "2.6.9, which is too old"),
                arguments(
                        "openrsync: protocol version 29\nrsync version 2.6.9 compatible\n", "is not a supported rsync"),
                arguments("", "and no message"),
                arguments("\n\n\n", "is not a supported rsync"),
                arguments("cat (GNU coreutils) 9.1\n", "is not a supported rsync (cat"),
                arguments("rsync  version 99999999999999999999.1\n", "is not a supported rsync"),
                arguments("\u001b[31mred\u0007\n", "(\\#033[31mred\\#007)"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void refusesAnRsyncThatIsNotOurs(String version, String says) {
        FakeRsync rsync = FakeRsync.withVersion(sandbox.beside("fake"), version);

        assertRefusedUntouched(sandbox.program().with(rsync), sandbox.sync(), says);
        assertThat(rsync.calls()).isEmpty();
    }

    @Test
    void refusesAnRsyncThatDoesNotWork() {
        FakeRsync mute = FakeRsync.withoutVersion(sandbox.beside("mute"), 127);
        FakeRsync broken = FakeRsync.in(
                sandbox.beside("broken"),
                dev.brigade.testing.Rule.all().stderr("it is broken\n").exit(126));
        FakeRsync idle = FakeRsync.in(
                sandbox.beside("idle"), dev.brigade.testing.Rule.all().exit(0));

        assertRefusedUntouched(sandbox.program().with(mute), sandbox.sync(), "and no message");
        assertRefusedUntouched(
                sandbox.program().with(idle), sandbox.sync(), "reports success for a file that does not exist");
        assertRefusedUntouched(sandbox.program().with(broken), sandbox.sync(), "it is broken");
    }

    @Test
    void refusesAStateDirectoryThatCannotBe() throws Exception {
        String[] words =
                sandbox.sync("--state-dir", sandbox.source().resolve("file").toString());
        assertRefusedUntouched(sandbox.program(), words, "state directory", "--state-dir");

        Path missing = sandbox.source().resolve("file/below");
        assertRefusedUntouched(
                sandbox.program().env("BRIGADE_STATE_DIR", missing.toString()), sandbox.sync(), "--state-dir");
    }

    @Test
    void refusesAStateDirectoryThatAnotherUserMayNotWrite() {
        try (OtherUser user = OtherUser.create()) {
            Path home = user.directory();
            TreeBuilder.build(home.resolve("source"), Node.root(Node.file("file", "x")));
            TreeBuilder.build(home.resolve("state"), Node.root().mode(0555));
            TreeBuilder.build(home.resolve("target"), Node.root());
            user.own(home.resolve("target"));

            BrigadeProgram program = BrigadeProgram.onClassPath().as(user).in(home);
            assertRefused(
                    program.run("sync", "--state-dir", "state", "source/", "target/copy"), "state", "--state-dir");
            assertThat(home.resolve("target/copy")).doesNotExist();
        }
    }

    /** rsync takes its time, most of which it waits. */
    @Test
    void theStateDirectoryIsLookedAtWhileRsyncChecksItsOptions() throws Exception {
        Files.createDirectories(sandbox.state().resolve("runs"));
        Files.setPosixFilePermissions(sandbox.state().resolve("runs"), PosixFilePermissions.fromString("rwxrwxrwx"));
        FakeRsync rsync = FakeRsync.in(
                sandbox.beside("slow"),
                dev.brigade.testing.Rule.mentioning("brigade-preflight").hang());

        assertRefusedUntouched(sandbox.program().with(rsync), sandbox.sync(), "other users may write to it");
    }

    @Test
    void worksWithoutHomeAsUnderSystemd() {
        BrigadeProgram program = BrigadeProgram.onClassPath()
                .jvm("-Duser.home=" + sandbox.world().resolve("home of the user"))
                .in(sandbox.world());

        Ended ended = program.run("sync", "source/", "destination");

        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(sandbox.world().resolve("home of the user/.local/state/brigade/runs"))
                .isDirectory();
        assertRefused(
                BrigadeProgram.onClassPath()
                        .jvm("-Duser.home=?")
                        .in(sandbox.world())
                        .run("sync", "source/", "copy"),
                "--state-dir");
        assertThat(sandbox.world().resolve("copy")).doesNotExist();
    }
}
