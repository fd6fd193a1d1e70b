package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import java.nio.file.Path;

/** The program as it is packaged, in a sandbox. */
final class PackagedProgram {
    private static final Path TARGET = Path.of(System.getProperty("brigade.target", "target"));

    private final Sandbox sandbox;

    PackagedProgram(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    BrigadeProgram program() {
        return sandbox.inside(BrigadeProgram.launcher(TARGET.resolve("brigade")));
    }

    /** Asserts that the same command ends well now. */
    void assertCompletes() {
        Ended again = program().run(sandbox.sync());
        assertThat(again.exit()).as(again.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    /** Asserts an exit code, and a text that is on one of the streams. */
    static void assertEndedWith(Ended ended, int code, String says) {
        assertThat(ended.exit()).as(ended.toString()).isEqualTo(code);
        assertThat(ended.out() + ended.err()).contains(says);
        Sandbox.assertNoStackTrace(ended);
    }
}
