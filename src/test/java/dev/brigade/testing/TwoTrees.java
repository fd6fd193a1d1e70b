package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A source, a destination and brigade between them, in a directory of their own. {@link #close()} removes it all and
 * fails where a run left a process behind, or one is left to go on with. Not thread-safe.
 */
public final class TwoTrees implements AutoCloseable {
    private final @Nullable OtherUser user;
    private final @Nullable Scratch scratch;
    private final Path home;

    private TwoTrees(@Nullable OtherUser user, @Nullable Scratch scratch, Path home) {
        this.user = user;
        this.scratch = scratch;
        this.home = home;
    }

    /** Trees for this JVM's user. */
    public static TwoTrees create() {
        Scratch scratch = Scratch.create();
        return new TwoTrees(null, scratch, scratch.path());
    }

    /** Trees in the other user's directory, who then runs brigade; they go with the user's directory. */
    public static TwoTrees of(OtherUser user) {
        return new TwoTrees(user, null, user.directory());
    }

    /** Where everything is. */
    public Path home() {
        return home;
    }

    /** The source; whether it is there is the test's affair, as it is for all paths here. */
    public Path source() {
        return home.resolve("source");
    }

    /** The destination. */
    public Path destination() {
        return home.resolve("destination");
    }

    /**
     * Makes the source; what has no time of its own gets one of 2020. A time within the second in which the copy makes
     * an entry is left to the verifying pass, which then says so.
     */
    public Path source(Node... nodes) {
        TreeBuilder.build(source(), Node.root(nodes));
        date("source");
        return source();
    }

    /** Gives everything below a directory that was written within the last hour a time of 2020, with nanoseconds. */
    public void date(String directory) {
        sh("find " + directory + " -newermt '1 hour ago' ! -newermt '1 hour'"
                + " -exec touch -h -d '2020-02-02 02:02:02.123456789' {} +");
    }

    /** Makes the destination, as a test wants to find it. */
    public Path destination(Node... nodes) {
        return TreeBuilder.build(destination(), Node.root(nodes));
    }

    /** The program, in the directory of both trees, with a state directory and as the user that go with them. */
    public BrigadeProgram program() {
        return inside(BrigadeProgram.onClassPath());
    }

    /** The program, but that it does not wait long before it tries again. */
    public BrigadeProgram hasty() {
        return inside(BrigadeProgram.onClassPath("dev.brigade.cli.HastyProgram"));
    }

    /** The same for another way to start it. */
    public BrigadeProgram inside(BrigadeProgram other) {
        BrigadeProgram program =
                other.env("BRIGADE_STATE_DIR", state().toString()).in(home).timeout(Duration.ofMinutes(4));
        return user == null ? program : program.as(user);
    }

    /** Runs {@code brigade sync OPTIONS source/ destination}. */
    public Ended sync(String... options) {
        return sync(program(), options);
    }

    /** As {@link #sync(String...)}, with another environment. */
    public Ended sync(BrigadeProgram program, String... options) {
        return program.run(words("sync", options));
    }

    /** Runs {@code brigade verify OPTIONS source/ destination}. */
    public Ended verify(String... options) {
        return program().run(words("verify", options));
    }

    /**
     * Returns the words with the directory of both trees for {@code ~}: a command that names its paths in full may run
     * in this JVM.
     */
    public String[] inFull(String... words) {
        return Stream.of(words).map(word -> word.replace("~/", home + "/")).toArray(String[]::new);
    }

    private String[] words(String command, String... options) {
        return Stream.of(
                        List.of(command),
                        List.of(options),
                        List.of(source() + "/", destination().toString()))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    /** A fake rsync beside the trees; each has a directory of its own. */
    public FakeRsync rsync(Rule... rules) {
        try {
            return FakeRsync.in(Files.createTempDirectory(home, "rsync"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a shell script in the directory of both trees, as this JVM's user. */
    public String sh(String script) {
        return Tools.text(Tools.inside(home, script));
    }

    /** Fails unless destination and source are equal in everything. */
    public void assertSame() {
        TreeComparer.assertSame(source(), destination());
    }

    /** Where runs keep their files. */
    public Path state() {
        return home.resolve("state");
    }

    @Override
    public void close() {
        try {
            LeftBehind.assertNoProcess(home.toString(), Duration.ofSeconds(10));
            List<Path> left = LeftBehind.unfinishedRuns(state());
            if (!left.isEmpty()) {
                throw new AssertionError("left in the state directory: " + left);
            }
        } finally {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
