package dev.brigade.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory that the ingestor script takes for the system to set up: an {@code etc}, and programs that pretend to
 * install and to mount. What stands for {@code chroot} runs with these programs alone on its PATH. Not thread-safe.
 */
final class FakeMachine implements AutoCloseable {
    static final Path SCRIPT = Path.of("docker/ingestor/brigade-ingestor").toAbsolutePath();
    static final Path BRIGADE =
            Path.of(System.getProperty("brigade.target", "target"), "brigade").toAbsolutePath();

    /** What encloses the lines of the script in fstab. */
    static final String BEGIN = "# BEGIN brigade-ingestor, which writes these lines\n";

    static final String END = "# END brigade-ingestor\n";

    private static final String CHROOT = """
            #!/bin/bash
            export ROOT=$1 PATH=$1/usr/bin
            shift
            case $1 in
            /*) program=$ROOT$1; shift; exec "$program" "$@" ;;
            *) exec "$@" ;;
            esac
            """;

    /** Installs as soon as it is told to, unless the machine's source of packages is out of order. */
    private static final String APT = """
            #!/bin/bash
            echo "$DEBIAN_FRONTEND apt-get $*" >>"$ROOT/log"
            [ ! -e "$ROOT/apt is broken" ] || { echo 'E: no such thing' >&2; exit 100; }
            [[ " $* " == *' satisfy '* && ! -e "$ROOT/apt is idle" ]] || exit 0
            cp "$ROOT/packages/"* "$ROOT/usr/bin/"
            """;

    /** What is mounted is a list: SOURCE, a tab, DIRECTORY. */
    private static final String MOUNT = """
            #!/bin/bash
            while read -r source point type options _; do
                point=${point//\\\\040/ }
                point=${point//\\\\134/\\\\}
                [[ $point == "$1" && $type == nfs && $options == *hard* && -d $ROOT$1 ]] || continue
                source=${source//\\\\040/ }
                [ ! -e "$ROOT/dead ${source%%:*}" ] || { echo "mount.nfs: Connection timed out" >&2; exit 32; }
                printf '%s\\t%s\\n' "$source" "$1" >>"$ROOT/mounts"
                exit 0
            done <"$ROOT/etc/fstab"
            echo "mount: $1: can't find in /etc/fstab." >&2
            exit 1
            """;

    private static final String UMOUNT = """
            #!/bin/bash
            [ ! -e "$ROOT/busy" ] || { echo "umount: $1: target is busy." >&2; exit 32; }
            DIR=$1 awk -F '\\t' '$2 != ENVIRON["DIR"]' "$ROOT/mounts" >"$ROOT/rest" && mv "$ROOT/rest" "$ROOT/mounts"
            """;

    private static final String FINDMNT = """
            #!/bin/bash
            [ "$1 $2 $3 $4" = '-n -o SOURCE --mountpoint' ] || exit 2
            DIR=$5 awk -F '\\t' '$2 == ENVIRON["DIR"] { print $1; found = 1 } END { exit !found }' "$ROOT/mounts"
            """;

    /** Serves what is in the directory "served", whatever the host. */
    private static final String CURL = """
            #!/bin/bash
            out=/dev/stdout
            for word; do
                [ "$before" != -o ] || out=$word
                before=$word
            done
            echo "curl $*" >>"$ROOT/log"
            [ -e "$ROOT/served/${word##*/}" ] || { echo "curl: (22) 404" >&2; exit 22; }
            exec cat "$ROOT/served/${word##*/}" >"$out"
            """;

    private final Scratch scratch = Scratch.create();
    private final Path root = scratch.path().resolve("root");

    /** A fresh Debian 12 with nothing installed but what every one has. */
    FakeMachine() {
        try {
            write("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n");
            write("etc/fstab", "# /etc/fstab\nUUID=1-2 / ext4 errors=remount-ro 0 1\n");
            write("mounts", "");
            write("log", "");
            program(scratch.path().resolve("bin/chroot"), CHROOT);
            for (String real : List.of("sh", "bash", "env", "cat", "awk", "mv", "cp", "readlink", "locale")) {
                Files.createSymbolicLink(directory("usr/bin").resolve(real), real(real));
            }
            program(root.resolve("usr/bin/apt-get"), APT);
            program(root.resolve("usr/bin/mount"), MOUNT);
            program(root.resolve("usr/bin/umount"), UMOUNT);
            program(root.resolve("usr/bin/findmnt"), FINDMNT);
            program(root.resolve("packages/rsync"), "#!/bin/sh\n");
            program(root.resolve("packages/mount.nfs"), "#!/bin/sh\n");
            program(root.resolve("packages/curl"), CURL);
            program(
                    root.resolve("packages/java"),
                    "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Runs the script over this machine, with the program that was built. */
    Ended setUp(String... words) {
        return run(Stream.concat(Stream.of("--brigade", BRIGADE.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    /** Runs the script over this machine. */
    Ended run(String... words) {
        List<String> line = new ArrayList<>(List.of("--root", root.toString()));
        line.addAll(List.of(words));
        return program(SCRIPT).run(line.toArray(String[]::new));
    }

    /** Any program, in the environment of the script. */
    BrigadeProgram program(Path executable) {
        return BrigadeProgram.launcher(executable)
                .env("PATH", scratch.path().resolve("bin") + ":" + System.getenv("PATH"))
                .in(scratch.path())
                .timeout(Duration.ofMinutes(1));
    }

    Path write(String name, String text) {
        try {
            Files.createDirectories(root.resolve(name).getParent());
            return Files.writeString(root.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts that the script succeeded and complained about nothing. */
    static void assertReady(Ended ended) {
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    /** Puts a program there that others may run. */
    static void program(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every name, time and content of the machine. */
    Inventory inventory() {
        return Inventory.of(root);
    }

    private static Path real(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + program + " on PATH"));
    }

    @Override
    public void close() {
        scratch.close();
    }
}
