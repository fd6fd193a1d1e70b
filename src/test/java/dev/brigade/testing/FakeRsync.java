package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A program {@code rsync} for the head of a PATH. It answers {@code --version} and {@code -VV} as the real one does;
 * every other call is logged, with its arguments and times, and does what the first matching {@link Rule} says, or runs
 * the real rsync if none matches.
 *
 * <pre>{@code
 * FakeRsync rsync = FakeRsync.in(directory,
 *         Rule.copies().first(2).stderr("rsync: connection unexpectedly closed\n").exit(12),
 *         Rule.verifies().runReal().exit(24));
 * }</pre>
 *
 * Any user may run it. It needs bash 5 and flock. Thread-safe.
 */
public final class FakeRsync {
    private static final String OPENRSYNC = "openrsync: protocol version 29\nrsync version 2.6.9 compatible\n";

    /**
     * One logged call.
     *
     * @param number from 1, in the order of starting
     * @param arguments as bytes in Latin-1 text
     * @param running number of clients that ran when this one had started, itself included
     * @param startMicros microseconds since 1970
     * @param endMicros microseconds since 1970; empty if it was killed or still runs
     * @param exit its exit code; empty as well then
     */
    public record Call(
            int number,
            List<String> arguments,
            int running,
            long startMicros,
            OptionalLong endMicros,
            OptionalInt exit) {

        /** Whether this call belongs to the copy phase, and is not what preflight tries. */
        public boolean isCopy() {
            return (arguments.contains("--inplace") || arguments.contains("--no-inplace")) && !arguments.contains("-n");
        }

        /** Whether this call belongs to the verify phase, and is not what preflight tries. */
        public boolean isLook() {
            return !isCopy() && !arguments.contains("-n");
        }
    }

    private final Path directory;

    private FakeRsync(Path directory) {
        this.directory = directory;
    }

    /** Puts the program and its log into the directory, which is made; the real rsync must be on this JVM's PATH. */
    public static FakeRsync in(Path directory, Rule... rules) {
        return write(directory, "exec \"$real\" \"$@\"", rules);
    }

    /** As {@link #in}, but prints this text for {@code --version} and {@code -VV} alike. */
    public static FakeRsync withVersion(Path directory, String text, Rule... rules) {
        return write(directory, "printf %s " + Rule.quoted(text) + "; exit 0", rules);
    }

    /** As {@link #in}, but fails with this exit code when it is asked for its version. */
    public static FakeRsync withoutVersion(Path directory, int exit, Rule... rules) {
        return write(directory, "echo 'rsync: unknown option' >&2; exit " + exit, rules);
    }

    /** What macOS has: it calls itself openrsync and knows few options. */
    public static FakeRsync openrsync(Path directory) {
        return withVersion(
                directory,
                OPENRSYNC,
                Rule.all().stderr("rsync: unrecognized option\n").exit(1));
    }

    private static FakeRsync write(Path directory, String version, Rule... rules) {
        Path home = directory.toAbsolutePath();
        try {
            for (Path made : List.of(home, home.resolve("calls"), home.resolve("running"))) {
                Files.createDirectories(made);
                Files.setAttribute(made, "unix:mode", 0777);
            }
            for (String file : List.of("lock", "count", "most")) {
                Files.writeString(home.resolve(file), "0\n");
                Files.setAttribute(home.resolve(file), "unix:mode", 0666);
            }
            TreeBuilder.add(home, Node.fifo("gate").mode(0666));
            Path script = home.resolve("rsync");
            Files.writeString(script, FakeRsyncScript.of(home, real(), version, List.of(rules)));
            Files.setAttribute(script, "unix:mode", 0755);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FakeRsync(home);
    }

    private static Path real() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(element -> Path.of(element, "rsync"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rsync on the PATH"));
    }

    /** A PATH with this rsync first. */
    public String path() {
        return directory + ":" + System.getenv("PATH");
    }

    /** The script itself. */
    public Path executable() {
        return directory.resolve("rsync");
    }

    /** The largest number of clients that ran at one moment; those killed meanwhile are not counted on. */
    public int mostAtOnce() {
        return Integer.parseInt(read("most").strip());
    }

    /** Lets one call that hangs go on; waits for one if there is none yet. */
    public void release() {
        Tools.run("sh", "-c", "echo >> \"$1\"", "sh", directory.resolve("gate").toString());
    }

    /** All calls so far, in the order of starting. */
    public List<Call> calls() {
        try (Stream<Path> all = Files.list(directory.resolve("calls"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".start"))
                    .map(name -> Integer.parseInt(name.substring(0, name.indexOf('.'))))
                    .sorted()
                    .flatMap(number -> call(number).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Call> call(int number) {
        String start = read("calls/" + number + ".start");
        Path endFile = directory.resolve("calls/" + number + ".end");
        String end = Files.exists(endFile) ? read("calls/" + number + ".end") : "";
        boolean ended = end.endsWith("\n");
        if (!start.endsWith("\n")) {
            return Optional.empty(); // being written
        }
        List<String> arguments = Tools.fields(read("calls/" + number + ".args").getBytes(StandardCharsets.ISO_8859_1));
        return Optional.of(new Call(
                number,
                arguments,
                (int) number(start, 1),
                number(start, 0),
                ended ? OptionalLong.of(number(end, 0)) : OptionalLong.empty(),
                ended ? OptionalInt.of((int) number(end, 1)) : OptionalInt.empty()));
    }

    private static long number(String line, int field) {
        return Long.parseLong(line.strip().split(" ", -1)[field]);
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
