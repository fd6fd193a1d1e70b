package dev.brigade.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrigadeProgramTest {
    private static final String PROBE = "dev.brigade.testing.ProbeMain";

    @TempDir
    Path temp;

    private static BrigadeProgram probe() {
        return BrigadeProgram.onClassPath(PROBE).timeout(Duration.ofMinutes(1));
    }

    @Test
    void runsInAnEnvironmentOfItsOwn() {
        Ended ended = probe().env("X", "y z").jvm("-Xmx64m").in(temp).run("say", "a b", "");

        assertThat(ended.exit()).isEqualTo(21);
        assertThat(ended.err()).isEqualTo("log\n");
        assertThat(ended.out().lines().toList())
                .contains("args [say, a b, ]", "locale UTF-8", "directory " + temp.toAbsolutePath())
                .contains("env {JAVA_HOME=" + System.getProperty("java.home") + ", LC_ALL=C.UTF-8, PATH="
                        + System.getenv("PATH") + ", X=y z}");
        assertThat(ended.out()).containsPattern("memory [456]\\d{7}\n");
    }

    @Test
    void runsInTheLocaleTheTestChooses() {
        assertThat(probe().locale("C").run("say").out()).contains("locale ANSI_X3.4-1968");
        assertThat(probe().withoutLocale().run("say").out()).contains("locale ANSI_X3.4-1968");
    }

    @Test
    void runsAsAnotherUser() {
        try (OtherUser user = OtherUser.create()) {
            Ended ended = probe().as(user).in(user.directory()).run("say");

            assertThat(ended.exit()).as(ended.toString()).isEqualTo(21);
            assertThat(ended.out()).contains("uid " + user.owner().uid() + "\n");
            assertThat(user.owner().isRoot()).isFalse();
        }
    }

    @Test
    void runsAnotherLauncher() {
        Ended ended = BrigadeProgram.launcher(Path.of("/bin/sh")).run("-c", "echo $1 $LC_ALL; exit 3", "sh", "x");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).isEqualTo("x C.UTF-8\n");
    }

    @Test
    void isSignalledAndAwaited() {
        for (int signal : new int[] {15, 9}) {
            Child child = probe().start("wait");
            while (!child.outSoFar().equals("waiting\n")) {
                assertThat(child.isAlive()).isTrue();
            }
            assertThat(ProcessHandle.of(child.pid())).isPresent();
            child.signal(signal);

            assertThat(child.await().exit()).isEqualTo(128 + signal);
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void isKilledAfterTheTimeout() {
        Child child = probe().timeout(Duration.ofMillis(500)).start("wait", temp.toString());

        assertThatThrownBy(child::await).isInstanceOf(AssertionError.class).hasMessageContaining("PT0.5S");
        LeftBehind.assertNoProcess(temp.toString(), Duration.ofSeconds(10));
    }
}
