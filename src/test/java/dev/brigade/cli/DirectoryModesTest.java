package dev.brigade.cli;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.Tools;
import dev.brigade.testing.TreeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without {@code -p}, directories get the modes that one rsync gives them. */
final class DirectoryModesTest {
    private static final Node SOURCE = Node.root(
            dir("new", file("x", 1), dir("below", file("y", 1)).mode(0500)).mode(0555),
            dir("there", file("x", 1), dir("new too", file("z", 1)).mode(0111)).mode(0555),
            dir("open", file("x", 1)).mode(0777),
            dir("sticky", file("x", 1)).mode(01755),
            dir("set", dir("below").mode(0555)).mode(02755));

    private static final Node DESTINATION =
            Node.root(dir("there").mode(0700), dir("open").mode(02750));

    private static TreeMap<String, String> modes(Path top) {
        try (Stream<Path> all = Files.walk(top)) {
            TreeMap<String, String> modes = new TreeMap<>();
            for (Path path : all.toList()) {
                modes.put(top.relativize(path).toString(), Integer.toOctalString((Integer)
                        Files.getAttribute(path, "unix:mode")));
            }
            return modes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-rlt",
                "-rltE",
                "-a --no-p",
                "-rlt --chmod=Du-w",
                "-rlt --chmod=D0511,Fgo-r --chmod=u+w,g=rX",
                "-rlt --chmod=u=rx,D+w",
                "-rltp",
                "-rlt --fake-super",
                "-rltp --fake-super"
            })
    void areThoseOfOneRsync(String options) {
        try (Sandbox sandbox = new Sandbox(SOURCE)) {
            Path plain = sandbox.beside("plain");
            TreeBuilder.build(plain, DESTINATION);
            Tools.inside(sandbox.world(), "rsync " + options + " '" + sandbox.source() + "/' '" + plain + "/'");
            for (String rest : new String[] {"-p 3 -f 2", "-p 3 -f 2 --verify none"}) {
                TreeBuilder.build(sandbox.destination(), DESTINATION);

                Ended ended = sandbox.program().run(sandbox.sync(words(rest, options)));

                assertThat(ended.exit()).as(ended.toString()).isZero();
                assertThat(modes(sandbox.destination())).as(rest).isEqualTo(modes(plain));
                Ended verified = sandbox.program().run(sandbox.verify("-n", "--rsync", options));
                assertThat(verified.exit()).as(verified.toString()).isZero();
                Tools.inside(sandbox.world(), "rm -rf '" + sandbox.destination() + "'");
            }
        }
    }

    @Test
    void areThoseOfOneRsyncForMsrsyncToo() {
        try (Sandbox sandbox = new Sandbox(SOURCE)) {
            Ended ended = sandbox.program()
                    .run(Msrsync.line(
                            "-p", "2", "-f", "1", "-r", "-rlt", sandbox.source() + "/", "" + sandbox.destination()));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(modes(sandbox.destination()))
                    .containsEntry("new", "40555")
                    .containsEntry("new/below", "40500");
        }
    }

    /** Processes of this user cannot write in directories as they are at the end. */
    @ParameterizedTest
    @ValueSource(strings = {"-p 3 -f 1", "-p 3 -f 1 --verify none"})
    void areThoseOfOneRsyncForAUserWhoIsNotRoot(String rest) {
        try (OtherUser user = OtherUser.create()) {
            Path source = user.directory().resolve("source");
            Path destination = user.directory().resolve("destination");
            Node tree = Node.root(dir(
                            "a",
                            file("x", 1),
                            dir("b", file("y", 1), file("z", 1)).mode(0500))
                    .mode(0555));
            TreeBuilder.build(source, tree, 1, Optional.of(user.owner()));
            BrigadeProgram program = BrigadeProgram.onClassPath()
                    .as(user)
                    .env("HOME", user.directory().toString());

            Ended ended = program.run(Stream.concat(
                            Stream.of(("sync --rsync -rlt " + rest).split(" ")),
                            Stream.of(source + "/", destination.toString()))
                    .toArray(String[]::new));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(modes(destination)).containsEntry("a", "40555").containsEntry("a/b", "40500");
            assertThat(destination.resolve("a/b/z")).exists();
        }
    }

    @Test
    void areThoseOfOneRsyncIfAnotherRunResumes() throws IOException {
        try (KilledRun killed = new KilledRun()) {
            String[] words = words("-p 1 -f 10", "-rlt");
            Set<PosixFilePermission> readOnly = PosixFilePermissions.fromString("r-xr-xr-x");
            for (int i = 0; i < 10; i++) {
                Files.setPosixFilePermissions(killed.sandbox.source().resolve("directory " + i), readOnly);
            }
            killed.crashInTheFourthBucket(words);

            Ended ended = killed.sandbox.program().run(killed.sandbox.sync(words));

            assertThat(ended.exit()).as(ended.toString()).isZero();
            assertThat(modes(killed.sandbox.destination())).isEqualTo(modes(killed.sandbox.source()));
        }
    }

    private static String[] words(String rest, String options) {
        return Stream.concat(Stream.of(rest.split(" ")), Stream.of("--rsync", options))
                .toArray(String[]::new);
    }
}
