package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Mount;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/**
 * A source, a destination and the packaged program between them, and what has to be true after a fault, whatever it
 * was. Not thread-safe.
 *
 * <p>Every test ends with {@link #assertHeals}: {@link #close} fails otherwise.
 */
final class Survival implements AutoCloseable {
    static final Path TARGET =
            Path.of(System.getProperty("brigade.target", "target")).toAbsolutePath();

    /** The packaged program. */
    static final Path PROGRAM = TARGET.resolve("brigade");

    private static final Duration PROCESSES_END = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final TwoTrees trees = TwoTrees.create();
    private String[] same = {};
    private boolean healed;

    Survival(Node... source) {
        trees.source(source);
    }

    /** So many directories with as many files of so many bytes in each. */
    static Node[] tree(int directories, int files, long bytes) {
        return IntStream.range(0, directories)
                .mapToObj(i -> Node.dir(
                        "directory " + i,
                        IntStream.range(0, files)
                                .mapToObj(j -> Node.file("file " + j, bytes))
                                .toArray(Node[]::new)))
                .toArray(Node[]::new);
    }

    Path home() {
        return trees.home();
    }

    Path source() {
        return trees.source();
    }

    Path destination() {
        return trees.destination();
    }

    Path state() {
        return home().resolve("state");
    }

    TwoTrees trees() {
        return trees;
    }

    FakeRsync rsync(Rule... rules) {
        return trees.rsync(rules);
    }

    BrigadeProgram program() {
        return inside(BrigadeProgram.launcher(PROGRAM));
    }

    /** The same environment for another way to start it. */
    BrigadeProgram inside(BrigadeProgram program) {
        return program.env("BRIGADE_STATE_DIR", state().toString()).in(home()).timeout(Duration.ofMinutes(5));
    }

    BrigadeProgram program(Rule... rules) {
        return program().with(rsync(rules));
    }

    /**
     * Runs {@code brigade sync OPTIONS source/ destination}, and remembers the options for the run that has to heal.
     */
    Ended sync(BrigadeProgram program, String... options) {
        return start(program, options).await();
    }

    /** As {@link #sync}, but does not wait for the end. */
    Child start(BrigadeProgram program, String... options) {
        same = options;
        return program.start(words("sync", options));
    }

    static String[] words(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(options));
        words.addAll(List.of("source/", "destination"));
        return words.toArray(String[]::new);
    }

    /** Waits for something that a test made inevitable. */
    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("never: " + what).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /**
     * What has to be true as soon as the program has ended: one of these exit codes, none of our processes, no stack
     * trace, and each of these names in one line of the outcome.
     */
    void assertEnded(Ended ended, List<Integer> codes, String... affected) {
        assertQuiet(ended, codes);
        for (String name : affected) {
            Pattern line = Pattern.compile(" {2,4}" + Pattern.quote(name) + "($| \\(.*|: .*)");
            List<String> naming =
                    ended.out().lines().filter(line.asMatchPredicate()).toList();
            assertThat(naming).as(name + " in " + ended).hasSize(1);
        }
    }

    void assertEnded(Ended ended, int code, String... affected) {
        assertEnded(ended, List.of(code), affected);
    }

    private void assertQuiet(Ended ended, List<Integer> codes) {
        assertThat(ended.exit()).as(ended.toString()).isIn(codes);
        LeftBehind.assertNoProcess(home().toString(), PROCESSES_END);
        assertThat(ended.err() + ended.out())
                .doesNotContain("\tat ", "Exception in thread", "java.lang.", "java.io.", "java.nio.", "OutOfMemory");
    }

    /** Kills the program, of which nothing may run then; {@code moment} says when. */
    void kill(Child child, String moment) {
        child.signal(9);
        Ended ended = child.await();
        assertThat(ended.exit()).as("after " + moment + ": " + ended).isEqualTo(128 + 9);
        assertEnded(ended, 128 + 9);
    }

    /**
     * Runs the program, which loses what is at {@code which} meanwhile. It is shown there by a mount, stays where it
     * is, and is mounted again in the end.
     */
    void loses(String which, Function<Path, Ended> run) {
        trees().sh("mkdir -p destination && mv " + which + " shown");
        Path directory = home().resolve(which);
        try (Mount mount = Mount.bind(directory, home().resolve("shown"))) {
            assertThat(mount).isNotNull();
            Ended ended = run.apply(directory);

            assertEnded(ended, 31);
            assertThat(ended.out()).contains("the storage was lost: " + directory);
            assertThat(directory).isEmptyDirectory();
            trees().sh("mount --bind shown " + which);
            assertNoFileOnlyLooksRight();
            assertHeals();
        }
    }

    /** No file of the destination has the source's size and time, and another content: rsync would not look into it. */
    void assertNoFileOnlyLooksRight() {
        try (Stream<Path> all = Files.walk(destination())) {
            for (Path there : (Iterable<Path>) all::iterator) {
                Path here = source().resolve(destination().relativize(there));
                if (Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)
                        && Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(there) == Files.size(here)
                        && Files.getLastModifiedTime(there).equals(Files.getLastModifiedTime(here))) {
                    assertThat(Files.mismatch(there, here))
                            .as(there + " differs")
                            .isEqualTo(-1);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What has to be true when the fault is over: the state directory can be read, the same command again ends with 0,
     * and leaves equal trees: to a check of content, and to find, stat and sha256sum.
     */
    void assertHeals() {
        assertHealsBy(same);
    }

    /** As {@link #assertHeals}, where these options are wanted for it. */
    void assertHealsBy(String... options) {
        assertHeals(TreeComparer.strict()::assertEqual, options);
    }

    /** What looks whether two trees are equal. */
    interface Check {
        void assertEqual(Path source, Path destination);
    }

    /** As {@link #assertHealsBy}, where another check than the usual has to do. */
    void assertHeals(Check check, String... options) {
        Ended runs = program().run("runs");
        assertQuiet(runs, List.of(0));
        assertThat(runs.err()).isEmpty();
        assertThat(runs.out()).doesNotContain("damaged", "running");
        assertQuiet(program().run(words("sync", options)), List.of(0));
        Ended verified = program().run(words("verify", "--dry-run", "--verify", "checksum"));
        assertQuiet(verified, List.of(0));
        assertThat(verified.out()).contains("no differences");
        check.assertEqual(source(), destination());
        assertThat(LeftBehind.unfinishedRuns(state())).isEmpty();
        assertThat(LeftBehind.names(state())).noneMatch(name -> name.endsWith(".part"));
        healed = true;
    }

    @Override
    public void close() {
        trees.close();
        if (!healed) {
            Assertions.fail("not shown: that the same command again completes");
        }
    }
}
