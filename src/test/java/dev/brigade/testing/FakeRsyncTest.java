package dev.brigade.testing;

import static dev.brigade.testing.Node.file;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.FakeRsync.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeRsyncTest {
    private final Scratch scratch = Scratch.create();
    private final Path home = scratch.path().resolve("it's a fake");
    private final Path source = TreeBuilder.build(scratch.path().resolve("source"), Node.root(file("#x", "content")));
    private final Path destination = scratch.path().resolve("destination");

    @AfterEach
    void remove() {
        LeftBehind.assertNoProcess(scratch.path().toString(), Duration.ofSeconds(10));
        scratch.close();
    }

    private Child start(FakeRsync rsync, String... arguments) {
        List<String> command = new ArrayList<>(List.of("rsync"));
        command.addAll(List.of(arguments));
        // By env, so that the program is looked up on the PATH that the test gives.
        command.add(0, "env");
        return Child.start(command, scratch.path(), Map.of("PATH", rsync.path()), Duration.ofMinutes(1));
    }

    private Ended run(FakeRsync rsync, String... arguments) {
        return start(rsync, arguments).await();
    }

    private Ended copy(FakeRsync rsync) {
        return run(rsync, "-a", "--inplace", "--modify-window=-1", source + "/", destination + "/");
    }

    @Test
    void isTheRealOneByDefaultAndLogsItsCalls() {
        FakeRsync rsync = FakeRsync.in(home);

        assertThat(run(rsync, "--version").out()).startsWith("rsync  version 3");
        assertThat(run(rsync, "-VV").out()).contains("\"version\"");
        assertThat(copy(rsync).exit()).isZero();
        assertThat(run(rsync, "--no-such-option").exit()).isEqualTo(1);

        TreeComparer.assertSame(source, destination);
        assertThat(rsync.calls()).hasSize(2).allMatch(call -> call.endMicros().orElseThrow() >= call.startMicros());
        assertThat(rsync.calls().get(0).arguments())
                .containsExactly("-a", "--inplace", "--modify-window=-1", source + "/", destination + "/");
        assertThat(rsync.calls()).extracting(Call::isCopy).containsExactly(true, false);
        assertThat(rsync.calls()).extracting(call -> call.exit().orElseThrow()).containsExactly(0, 1);
        assertThat(rsync.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void keepsArgumentsAndInputAsBytes() {
        FakeRsync rsync = FakeRsync.in(home);
        TreeBuilder.add(source, Node.dir(Node.raw("\u00e9\n*"), List.of()));
        String script = "PATH='" + rsync.path().replace("'", "'\\''") + "'; ";

        Tools.inside(source, script + "rsync -dR ./?[!x]* '" + destination + "/'");
        Tools.inside(source, script + "printf './#x\\0' | rsync -a --from0 --files-from=- . '" + destination + "/'");

        assertThat(rsync.calls().get(0).arguments()).contains("./\u00e9\n*");
        assertThat(Inventory.names(destination)).containsExactlyInAnyOrder("\u00e9\n*", "#x");
    }

    @Test
    void failsTheFirstCopiesAndThenBehaves() {
        FakeRsync rsync = FakeRsync.in(
                home, Rule.copies().first(2).stderr("it's broken\n").exit(12));

        assertThat(copy(rsync))
                .matches(ended -> ended.exit() == 12 && ended.err().equals("it's broken\n"));
        assertThat(run(rsync, "-a", source + "/", destination + "/").exit()).isZero();
        assertThat(copy(rsync).exit()).isEqualTo(12);
        assertThat(copy(rsync).exit()).isZero();
        assertThat(copy(rsync).exit()).isZero();
    }

    @Test
    void changesTheExitCodeAfterARealRun() {
        FakeRsync rsync = FakeRsync.in(home, Rule.copies().runReal().exit(23));

        assertThat(copy(rsync).exit()).isEqualTo(23);
        TreeComparer.assertSame(source, destination);
    }

    @Test
    void takesTheFirstRuleThatHolds() {
        FakeRsync rsync = FakeRsync.in(
                home,
                Rule.mentioning("#x").exit(5),
                Rule.having("-n").exit(6),
                Rule.verifies().stdout("seen").exit(7));

        assertThat(run(rsync, "-n", "a#xb").exit()).isEqualTo(5);
        assertThat(run(rsync, "-n", "a").exit()).isEqualTo(6);
        assertThat(run(rsync, "a"))
                .matches(ended -> ended.exit() == 7 && ended.out().equals("seen"));
        assertThat(copy(rsync).exit()).isZero();
    }

    @Test
    void floodsHangsAndDies() {
        FakeRsync rsync = FakeRsync.in(
                home,
                Rule.having("flood").flood(3_000_000).exit(1),
                Rule.having("die").dieBy("KILL"),
                Rule.having("hang").hang().exit(4),
                Rule.having("deaf").hangIgnoringSignals().exit(5));

        assertThat(run(rsync, "flood")).matches(ended -> ended.exit() == 1 && ended.stderr().length == 3_000_000);
        assertThat(run(rsync, "die").exit()).isEqualTo(128 + 9);

        Child hanging = start(rsync, "hang");
        rsync.release();
        assertThat(hanging.await().exit()).isEqualTo(4);

        Child ended = start(rsync, "hang");
        awaitCalls(rsync, 4);
        ended.signal("TERM");
        assertThat(ended.await().exit()).isEqualTo(128 + 15);

        Child deaf = start(rsync, "deaf");
        awaitCalls(rsync, 5);
        deaf.signal("TERM");
        rsync.release();
        assertThat(deaf.await().exit()).isEqualTo(5);
        assertThat(rsync.calls().get(3).endMicros()).isEmpty();
        assertThat(rsync.mostAtOnce()).isEqualTo(1);
    }

    private static void awaitCalls(FakeRsync rsync, int calls) {
        while (rsync.calls().size() < calls) {
            Thread.onSpinWait();
        }
    }

    @Test
    void passesATerminationOnToTheRealOne() {
        FakeRsync rsync = FakeRsync.in(home);
        Child slow = start(rsync, "-a", "--bwlimit=1", "/usr/share/", destination + "/");
        awaitCalls(rsync, 1);
        while (Files.notExists(destination)) {
            Thread.onSpinWait();
        }
        slow.signal("TERM");

        assertThat(slow.await().exit()).isEqualTo(20);
        assertThat(rsync.calls().get(0).exit()).hasValue(20);
    }

    @Test
    void countsClientsThatRunAtOnce() {
        FakeRsync rsync = FakeRsync.in(home, Rule.copies().meet(5));
        List<Child> five = IntStream.range(0, 5)
                .mapToObj(i -> start(rsync, "--inplace", "--version"))
                .toList();

        assertThat(five).allMatch(child -> child.await().exit() == 0);
        assertThat(rsync.mostAtOnce()).isEqualTo(5);
        assertThat(copy(rsync).exit()).isZero();
        assertThat(rsync.mostAtOnce()).isEqualTo(5);
        assertThat(rsync.calls().get(5).running()).isEqualTo(1);
    }

    @Test
    void doesNotCountClientsThatWereKilled() {
        FakeRsync rsync = FakeRsync.in(home, Rule.having("hang").hang());
        for (int i = 1; i <= 3; i++) {
            Child killed = start(rsync, "hang");
            awaitCalls(rsync, i);
            killed.signal(9);
            killed.await();
        }

        assertThat(copy(rsync).exit()).isZero();
        assertThat(rsync.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void hasTheVersionTheTestWants() {
        FakeRsync old = FakeRsync.withVersion(home, "rsync  version 3.0.9  protocol version 30\n");
        FakeRsync broken = FakeRsync.withoutVersion(scratch.path().resolve("broken"), 127);
        FakeRsync mac = FakeRsync.openrsync(scratch.path().resolve("mac"));

        assertThat(run(old, "-VV").stdout())
                .isEqualTo("rsync  version 3.0.9  protocol version 30\n".getBytes(US_ASCII));
        assertThat(run(broken, "--version").exit()).isEqualTo(127);
        assertThat(run(mac, "--version").out()).startsWith("openrsync: protocol version 29");
        assertThat(copy(mac).exit()).isEqualTo(1);
        assertThat(destination).doesNotExist();
    }

    @Test
    void canBeRunByAnotherUser() {
        try (OtherUser user = OtherUser.create()) {
            FakeRsync rsync = FakeRsync.in(
                    user.directory().resolve("fake"), Rule.copies().runReal().exit(24));
            String target = user.directory().resolve("copy").toString();

            Ended ended = user.run(rsync.executable().toString(), "-a", "--inplace", source + "/", target);
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(24);
            assertThat(rsync.calls()).hasSize(1);
        }
    }
}
