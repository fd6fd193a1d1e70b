package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Inventory;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeBuilder;
import dev.brigade.testing.TreeComparer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Everything that runs of the program may touch: a source, a destination that is not there yet, a state directory and a
 * home, and beside them, out of the inventory's sight, a fake rsync. {@link #close()} fails if a process is left.
 */
final class Sandbox implements AutoCloseable {
    private static final Duration PROCESSES_END = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final Scratch scratch = Scratch.create();
    private final Path world;
    private int fakes;

    Sandbox(Node source) {
        world = scratch.path().resolve("world");
        TreeBuilder.build(source(), source);
    }

    /** So many directories with as many files of so many bytes in each. */
    static Node tree(int directories, int files, long bytes) {
        List<Node> children = new ArrayList<>();
        for (int i = 0; i < directories; i++) {
            List<Node> inside = new ArrayList<>();
            for (int j = 0; j < files; j++) {
                inside.add(Node.file("file " + j, bytes));
            }
            children.add(Node.dir("directory " + i, inside.toArray(Node[]::new)));
        }
        return Node.root(children.toArray(Node[]::new));
    }

    /** Everything that runs may touch. */
    Path world() {
        return world;
    }

    Path source() {
        return world.resolve("source");
    }

    Path destination() {
        return world.resolve("destination");
    }

    Path state() {
        return world.resolve("state");
    }

    /** Our own PATH as it would be without some programs: one directory of links to all others. */
    String pathWithout(String... programs) {
        Path links = beside("path without " + String.join(" ", programs));
        try {
            Files.createDirectories(links);
            for (String directory : System.getenv("PATH").split(":")) {
                if (Files.isDirectory(Path.of(directory))) {
                    try (Stream<Path> all = Files.list(Path.of(directory))) {
                        for (Path program : all.toList()) {
                            Path link = links.resolve(program.getFileName());
                            if (!List.of(programs).contains(link.getFileName().toString())
                                    && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                                Files.createSymbolicLink(link, program);
                            }
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return links.toString();
    }

    /** A new one each time. */
    FakeRsync fake(Rule... rules) {
        fakes++;
        return FakeRsync.in(beside("fake " + fakes), rules);
    }

    /** A directory that is in nobody's inventory. */
    Path beside(String name) {
        return scratch.path().resolve(name);
    }

    BrigadeProgram program() {
        return inside(BrigadeProgram.onClassPath());
    }

    /** The program, but that it does not wait long before it tries again. */
    BrigadeProgram hasty() {
        return inside(BrigadeProgram.onClassPath(HastyProgram.class.getName()));
    }

    /** Returns this environment for another way to start the program. */
    BrigadeProgram inside(BrigadeProgram program) {
        return program.env("BRIGADE_STATE_DIR", state().toString())
                .env("HOME", world.resolve("home").toString())
                .in(scratch.path())
                .timeout(Duration.ofMinutes(4));
    }

    /** Copies with a fake rsync and short pauses; checks that every end has a message. */
    Ended syncHastily(FakeRsync rsync, String... options) {
        Ended ended = hasty().with(rsync).run(sync(options));
        assertNoStackTrace(ended);
        return ended;
    }

    /** The command line that copies the source's contents to the destination. */
    String[] sync(String... options) {
        return words("sync", options);
    }

    String[] verify(String... options) {
        return words("verify", options);
    }

    private String[] words(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(options));
        words.addAll(List.of(source() + "/", destination().toString()));
        return words.toArray(String[]::new);
    }

    Inventory inventory() {
        return Inventory.of(world);
    }

    void assertEqualTrees() {
        TreeComparer.assertSame(source(), destination());
    }

    /** Checks that no process, no temporary file and no unfinished run is left. */
    void assertNothingLeft() {
        assertNothingGoesOn();
        assertThat(runs()).as("what runs left in the state directory").isEmpty();
    }

    /** No process, no temporary file. */
    void assertNothingGoesOn() {
        LeftBehind.assertNoProcess(scratch.path().toString(), PROCESSES_END);
        if (Files.exists(destination()) && Files.exists(source())) {
            LeftBehind.assertNoTemporaryFiles(source(), destination());
        }
    }

    /** Directories of runs that are not over. */
    List<Path> runs() {
        return LeftBehind.unfinishedRuns(state());
    }

    /** Checks that every end of the program has a message, and never a Java stack. */
    static void assertNoStackTrace(Ended ended) {
        assertThat(ended.err() + ended.out())
                .doesNotContain("\tat ", "Exception in thread", "java.lang.", "java.io.", "java.nio.");
    }

    /** Waits for something that a test made inevitable. */
    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never: " + what).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        try {
            LeftBehind.assertNoProcess(scratch.path().toString(), PROCESSES_END);
        } finally {
            for (String line : LeftBehind.processes(scratch.path().toString())) {
                long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            scratch.close();
        }
    }
}
