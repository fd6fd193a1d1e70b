package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeroturnaround.exec.StartedProcess;

/** What can only be seen from outside of the JVM. */
@Timeout(60)
final class OtherJvmTest {
    /** As rsync: the parent dies of TERM, and its child when it notices that nobody feeds it any more. */
    private static final String FED_CHILD =
            "mkfifo f$1 g$1; cat f$1 >&2 & echo $!; exec 3> f$1; echo $$; read never < g$1";

    @TempDir
    Path directory;

    @Test
    void childrenEndWhenTheJvmIsKilled() throws Exception {
        Sh.Lines lines = new Sh.Lines();
        StartedProcess jvm = OtherJvm.command(directory, FED_CHILD)
                .redirectOutput(new LineSplitter(lines))
                .start();
        try {
            Set<Long> pids = lines.await(7).asPids();
            assertThat(Sh.alive(pids)).hasSize(7);
            jvm.getProcess().destroyForcibly();
            assertThat(jvm.getFuture().get().getExitValue()).isEqualTo(137);
            Sh.await("the end of " + pids, () -> Sh.alive(pids).isEmpty());
        } finally {
            jvm.getProcess().destroyForcibly();
            Sh.alive(lines.asPids()).forEach(Sh.TABLE::kill); // a failed test shall not leave them to the next
        }
    }

    @Test
    void variablesKeepTheirBytesInALocaleThatCannotHoldThem() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OtherJvm.command(directory, "printf %s \"$WORD\" | od -An -tx1")
                .environment("WORD", "\u00e9")
                .environment("LC_ALL", "C")
                .redirectOutput(out)
                .exitValueNormal()
                .execute();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("c3 a9");
    }

    @Test
    void noLogAndNoReasonHoldsTheEnvironment() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OtherJvm.command(directory, "log", "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace")
                .redirectOutput(out)
                .redirectError(err)
                .exitValueNormal()
                .execute();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Argument list too long")
                .doesNotContain(OtherJvm.SECRET);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("/bin/sh -c \"exit 3\" in ", "ended with status 3", "nowhere-to-be-found: not found on PATH")
                .doesNotContain(OtherJvm.SECRET);
    }
}
