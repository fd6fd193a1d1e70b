package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.OtherUser;
import dev.brigade.testing.TreeComparer;
import dev.brigade.testing.TwoTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged program of a user who may have few processes. */
final class UserLimitsIT {
    private static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();

    private final OtherUser user = OtherUser.create();
    private final TwoTrees trees = TwoTrees.of(user);
    private final Path launcher = trees.home().resolve("brigade");

    /** The user may not reach the checkout, so it gets a copy of the program. */
    UserLimitsIT() throws IOException {
        Files.copy(LAUNCHER, launcher, StandardCopyOption.COPY_ATTRIBUTES);
        trees.source(IntStream.range(0, 400)
                .mapToObj(i -> Node.file("file " + i, 100))
                .toArray(Node[]::new));
    }

    @AfterEach
    void close() {
        trees.close();
        user.close();
    }

    /** Copies while the user may start only so many more processes and threads. */
    private Ended sync(int more) {
        String script =
                "used=$(find /proc/[0-9]*/task -mindepth 1 -maxdepth 1 -user \"$(id -u)\" 2>/dev/null | wc -l)\n"
                        + "ulimit -u $((used + " + more + "))\n"
                        + "exec '" + launcher + "' sync --state-dir state -p 32 -f 5 source/ destination";
        return BrigadeProgram.launcher(Path.of("/bin/bash"))
                .as(user)
                .in(trees.home())
                .run("-c", script);
    }

    @Test
    void runsFewerProcessesThanAskedFor() {
        Ended ended = sync(64);
        assertThat(ended.exit()).as(ended.toString()).isZero();
        assertThat(ended.err()).contains("ulimit -u is ", "leaves room for");
        assertThat(ended.out()).doesNotContain("[warning]");
        Sandbox.assertNoStackTrace(ended);
        TreeComparer.ignoring(TreeComparer.Ignore.OWNERS).assertEqual(trees.source(), trees.destination());
    }

    @Test
    void namesTheLimitThatLeavesNoRoom() {
        Ended ended = sync(24);
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(40);
        assertThat(ended.err()).contains("ulimit -u is ").hasLineCount(1);
        Sandbox.assertNoStackTrace(ended);
    }
}
