package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.exec.ChildOutcome.Exited;
import dev.brigade.exec.ChildOutcome.NotStarted;
import dev.brigade.exec.ChildOutcome.TimedOut;
import dev.brigade.exec.Children.Captured;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one child does and how it ends. */
@Timeout(60)
final class ChildrenTest {
    private static final Escalation SHORT =
            new Escalation(Sh.TABLE, Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3));

    @TempDir
    Path directory;

    private final Children children = new Children(System.getenv(), Programs.path(System.getenv()), SHORT);
    private final Sh.Lines out = new Sh.Lines();
    private final Sh.Lines err = new Sh.Lines();

    @AfterEach
    void nothingRuns() {
        assertThat(children.pids()).isEmpty();
        assertThat(children.stopAll(Duration.ZERO)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 126, 127, 255})
    void theStatusIsPassedOn(int status) throws InterruptedException {
        assertThat(sh("exit " + status)).isEqualTo(new Exited(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 9, 11, 15})
    void aSignalIs128AndItsNumber(int signal) throws InterruptedException {
        assertThat(sh("kill -" + signal + " $$")).isEqualTo(new Exited(128 + signal));
    }

    @Test
    void bothStreamsComeAsTheyAre() throws InterruptedException {
        assertThat(sh("printf 'a\\r\\n\\n\\377\\0b\\nend'; printf 'e\\200\\n\\n' >&2"))
                .isEqualTo(new Exited(0));
        assertThat(out.all).containsExactly("a\r", "", "\u00ff\0b", "end");
        assertThat(err.all).containsExactly("e\u0080", "");
    }

    @Test
    void inputIsEmptyAndTheEnvironmentIsAddedTo() throws InterruptedException {
        assertThat(sh("cat; echo \"$LC_ALL\"; echo \"$PATH\"; pwd -P")).isEqualTo(new Exited(0));
        assertThat(out.all).hasSize(3).startsWith("C", System.getenv("PATH"));
        assertThat(Path.of(out.all.get(2)))
                .satisfies(path -> assertThat(path.toRealPath()).isEqualTo(directory.toRealPath()));
    }

    /** What a child used, its own children that ended used, and another child of ours that is no more. */
    @Test
    void processorTimeIsOfAllThatWereStarted() throws IOException, InterruptedException {
        String work = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done";
        Path hold = Files.createFile(directory.resolve("hold"));
        long before = children.cpuNanosOfAll();
        assertThat(sh(work)).isEqualTo(new Exited(0));
        long ended = children.cpuNanosOfAll();
        AtomicLong running = new AtomicLong();
        AtomicLong all = new AtomicLong();
        children.run(
                Sh.script(directory, "(" + work + "); " + work + "; echo; while [ -e hold ]; do sleep 0.01; done"),
                (bytes, length) -> {
                    running.set(children.cpuNanos());
                    all.set(children.cpuNanosOfAll());
                    assertThat(hold.toFile().delete()).isTrue();
                },
                err);
        long once = Duration.ofMillis(20).toNanos();
        assertThat(ended - before).isGreaterThanOrEqualTo(once);
        assertThat(running.get()).isGreaterThanOrEqualTo(2 * once);
        assertThat(all.get() - ended).isGreaterThanOrEqualTo(2 * once);
        assertThat(children.cpuNanos()).isZero();
    }

    @Test
    void argumentsArriveUnchanged() throws InterruptedException {
        List<String> odd = new ArrayList<>(List.of(
                "", " ", "--", "-x", "a  b", "*", "$HOME", "`id`", "\\", "'\"", "\t\r", "#x", "\u0001\u007f", "%s"));
        boolean utf8 = Charset.forName(System.getProperty("sun.jnu.encoding")).equals(StandardCharsets.UTF_8);
        if (utf8) {
            odd.addAll(List.of("\u00e9", "e\u0301", "\ud83d\ude00"));
        }
        ChildSpec spec = Sh.script(directory, "for a; do printf '%s\\n' \"$a\"; done", odd.toArray(new String[0]));
        assertThat(children.run(spec, out, err)).isEqualTo(new Exited(0));
        assertThat(out.all)
                .isEqualTo(odd.stream()
                        .map(argument ->
                                new String(argument.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                        .toList());
    }

    @Test
    void anArgumentThatTheLocaleCannotHoldIsNotSentMaimed() throws InterruptedException {
        assertThat(children.run(Sh.script(directory, "exit 0", "\ud800"), out, err))
                .isEqualTo(new NotStarted("/bin/sh: an argument cannot be given in this locale"));
    }

    @Test
    void aFloodWithoutLinesIsReadAndDropped() throws InterruptedException {
        AtomicLong bytes = new AtomicLong();
        ChildOutcome outcome = children.run(
                Sh.script(directory, "head -c 52428800 /dev/zero | tr '\\0' x >&2; echo end; exit 3"),
                out,
                (line, length) -> bytes.addAndGet(length));
        assertThat(outcome).isEqualTo(new Exited(3));
        assertThat(bytes).hasValue(LineConsumer.LONGEST);
        assertThat(out.all).containsExactly("end");
    }

    @Test
    void aConsumerThatThrowsDisturbsNobodyAndIsHeardAtTheEnd() throws Exception {
        Path end = directory.resolve("end");
        IllegalStateException first = new IllegalStateException("no");
        AssertionError second = new AssertionError("neither");
        assertThatThrownBy(() -> children.run(
                        Sh.script(directory, "yes | head -c 1000000; yes | head -c 1000000 >&2; : > end"),
                        (line, length) -> {
                            throw first;
                        },
                        (line, length) -> {
                            throw second;
                        }))
                .isSameAs(first)
                .hasSuppressedException(second);
        assertThat(end).exists();
    }

    @Test
    void noLineOfASlowConsumerIsLost() throws InterruptedException {
        Duration brief = Duration.ofMillis(50);
        ChildOutcome outcome;
        try (Children hasty = new Children(
                System.getenv(), Programs.path(System.getenv()), new Escalation(Sh.TABLE, brief, brief, brief))) {
            LineConsumer slow = (line, length) -> {
                try {
                    Thread.sleep(6 * brief.toMillis()); // slowness itself is what is tested
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                out.line(line, length);
            };
            outcome = hasty.run(Sh.script(directory, "seq 1 5"), slow, err);
        }
        assertThat(outcome).isEqualTo(new Exited(0));
        assertThat(out.all).containsExactly("1", "2", "3", "4", "5");
    }

    /** After a clean end not always: Java itself may close the streams of a child that has ended, before they end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void aGrandchildThatKeepsTheOutputOpenIsEnded(int status) throws InterruptedException {
        assertThat(sh("sleep 1000 & echo $!; exit " + status)).isEqualTo(new Exited(status));
        assertThat(out.asPids()).hasSize(1);
        assertThat(Sh.alive(out.asPids())).isEmpty();
    }

    @Test
    void aGrandchildThatIgnoresTermIsKilled() throws InterruptedException {
        String script = "mkfifo f; (trap '' TERM; : > f; while :; do sleep 1000; done) & echo $!; read x < f; exit 5";
        assertThat(sh(script)).isEqualTo(new Exited(5));
        assertThat(out.asPids()).hasSize(1);
        assertThat(Sh.alive(out.asPids())).isEmpty();
    }

    @Test
    void whatTheGroupDoesAfterItsLeaderIsWaitedFor() throws InterruptedException {
        String script = "(while [ -e /proc/$$ ]; do :; done; sleep 0.3; : > end) >&- 2>&- & exit 5";
        try (Children patient = new Children(System.getenv(), Programs.path(System.getenv()), new Escalation())) {
            assertThat(patient.run(Sh.script(directory, script), out, err)).isEqualTo(new Exited(5));
        }
        assertThat(directory.resolve("end")).exists();
    }

    @Test
    void whatCannotBeStartedIsSaidInOneLine() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("text"), "x");
        assertThat(start("no-such-program")).isEqualTo(new NotStarted("no-such-program: not found on PATH"));
        assertThat(start("/no/such")).isEqualTo(new NotStarted("/no/such: No such file or directory"));
        assertThat(start("./text")).isEqualTo(new NotStarted("./text: not an executable file"));
        assertThat(start(directory.toString())).isEqualTo(new NotStarted(directory + ": not an executable file"));
        Path gone = directory.resolve("gone");
        assertThat(children.run(new ChildSpec(List.of("true"), gone), out, err))
                .isEqualTo(new NotStarted("true: no working directory " + gone));
    }

    @Test
    void tooManyArgumentsAreNotStarted() throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("true"));
        for (int i = 0; i < 100; i++) {
            command.add("x".repeat(100_000));
        }
        assertThat(children.run(new ChildSpec(command, directory, Map.of("SECRET", "xyzzy")), out, err))
                .isEqualTo(new NotStarted("true: Argument list too long"));
        assertThat(start("true", "x".repeat(200_000))).isEqualTo(new NotStarted("true: Argument list too long"));
    }

    @Test
    void aChildHasTheEnvironmentThatIsGivenAndNoMore() throws InterruptedException {
        Map<String, String> given = Map.of("PATH", Programs.path(System.getenv()), "GIVEN", "x");
        try (Children others = new Children(given, given.get("PATH"), SHORT)) {
            assertThat(others.run(new ChildSpec(List.of("env"), directory, Map.of("OWN", "y")), out, err))
                    .isEqualTo(new Exited(0));
            assertThat(out.all).containsExactlyInAnyOrder("PATH=" + given.get("PATH"), "GIVEN=x", "OWN=y");
        }
    }

    @Test
    void worksOnAMachineWithoutSetsidAndSetpriv() throws InterruptedException {
        try (Children plain = new Children(System.getenv(), "", SHORT)) {
            assertThat(plain.run(Sh.script(directory, "echo a; exit 4"), out, err))
                    .isEqualTo(new Exited(4));
            assertThat(out.all).containsExactly("a");
        }
    }

    @Test
    void theChildIsASessionOfItsOwn() throws InterruptedException {
        assertThat(sh("cut -d' ' -f1,5,6 /proc/$$/stat; echo $$")).isEqualTo(new Exited(0));
        String pid = out.all.get(1);
        assertThat(out.all.get(0)).isEqualTo(pid + " " + pid + " " + pid);
    }

    @Test
    void aToolsOutputIsCapturedUpToALimit() throws InterruptedException {
        Captured said = children.capture(
                Sh.script(directory, "echo a; yes | head -c 3000000 >&2; exit 2"), Duration.ofMinutes(1));
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.out()).isEqualTo("a\n");
        assertThat(said.err()).isEqualTo("y\n".repeat(Captured.LARGEST / 2));
    }

    /** rsync answers preflight with 23, and a server may run thousands of processes. */
    @Test
    void afterAToolNobodyLooksAtAllProcesses() throws InterruptedException {
        FakeProcessTable table = new FakeProcessTable();
        table.next.add(List.of());
        Escalation looking = new Escalation(table, SHORT.linger(), SHORT.terminate(), SHORT.kill());
        try (Children tools = new Children(System.getenv(), Programs.path(System.getenv()), looking)) {
            Captured said = tools.capture(Sh.script(directory, "echo a; exit 23"), Duration.ofMinutes(1));
            assertThat(said.status()).isEqualTo(23);
            assertThat(said.out()).isEqualTo("a\n");
        }
        assertThat(table.next).hasSize(1);
    }

    @Test
    void aToolThatHangsIsEndedAtItsLimit() throws InterruptedException {
        Duration limit = Duration.ofMillis(500);
        Captured said = children.capture(Sh.script(directory, "echo $$; sleep 1000 & echo $!; wait"), limit);
        assertThat(said.outcome()).isEqualTo(new TimedOut());
        assertThat(said.status()).isEqualTo(-1);
        said.out().lines().forEach(pid -> out.all.add(pid));
        assertThat(out.asPids()).hasSize(2);
        assertThat(Sh.alive(out.asPids())).isEmpty();
    }

    private ChildOutcome sh(String script) throws InterruptedException {
        return children.run(Sh.script(directory, script), out, err);
    }

    private ChildOutcome start(String... command) throws InterruptedException {
        return children.run(new ChildSpec(List.of(command), directory), out, err);
    }
}
