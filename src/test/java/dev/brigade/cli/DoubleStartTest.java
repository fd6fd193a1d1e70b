package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Rule;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two runs of the same sources and destination. */
final class DoubleStartTest {
    private final Sandbox sandbox = new Sandbox(Sandbox.tree(2, 3, 100));

    @AfterEach
    void remove() {
        sandbox.close();
    }

    private Child hanging() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang().runReal());
        Child child = sandbox.program().with(rsync).start(sandbox.sync("-p", "1"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        return child;
    }

    private void end(Child child) {
        child.signal("TERM");
        assertThat(child.await().exit()).isEqualTo(10);
    }

    @Test
    void theSecondSaysWhoIsAtItAndEnds() {
        Child first = hanging();

        Ended second = sandbox.program().run(sandbox.sync());
        Ended verify = sandbox.program().run(sandbox.verify());

        for (Ended ended : new Ended[] {second, verify}) {
            assertThat(ended.exit()).as(ended.toString()).isEqualTo(11);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .matches("brigade: another run of these sources into .*destination is under way: process "
                            + first.pid() + ", since 20[0-9-]+T[0-9:]+Z\n");
        }
        end(first);
    }

    @Test
    void theSameDirectoriesByOtherNamesAreTheSame() throws Exception {
        Child first = hanging();
        Files.createSymbolicLink(sandbox.world().resolve("link"), sandbox.source());

        Ended second =
                sandbox.program().run("sync", sandbox.world() + "/link/", sandbox.world() + "/source/../destination");

        assertThat(second.exit()).as(second.toString()).isEqualTo(11);
        end(first);
    }

    @Test
    void anotherDestinationAndADryRunAreFree() {
        Child first = hanging();

        Ended elsewhere = sandbox.program().run("sync", sandbox.source() + "/", sandbox.world() + "/elsewhere");
        Ended dry = sandbox.program().run(sandbox.sync("-n"));

        assertThat(elsewhere.exit()).as(elsewhere.toString()).isZero();
        assertThat(dry.exit()).as(dry.toString()).isZero();
        end(first);
    }

    @Test
    void aKilledRunHoldsNothing() {
        Child first = hanging();
        first.signal(9);
        first.await();

        Ended second = sandbox.program().run(sandbox.sync());

        assertThat(second.exit()).as(second.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @Test
    void whatADeadRunLeftRunningIsEndedFirst() throws Exception {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hangIgnoringSignals());
        // Without these two programs nothing ends a child when the program is killed.
        String path = sandbox.pathWithout("setpriv", "setsid");
        Child first = sandbox.program()
                .env("PATH", rsync.executable().getParent() + ":" + path)
                .start(sandbox.sync("-p", "1"));
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        first.signal(9);
        first.await();
        assertThat(LeftBehind.processes(sandbox.world().toString())).isNotEmpty();

        Ended second = sandbox.program().run(sandbox.sync());

        assertThat(second.exit()).as(second.toString()).isZero();
        sandbox.assertEqualTrees();
        sandbox.assertNothingLeft();
    }

    @Test
    void processesOfOthersAreLeftAlone() {
        FakeRsync rsync = sandbox.fake(Rule.copies().afterPreflight().hang().runReal());
        Child live = sandbox.program()
                .with(rsync)
                .start("sync", "-p", "1", sandbox.source() + "/", sandbox.world() + "/other");
        Sandbox.await("a copy", () -> rsync.calls().stream().anyMatch(FakeRsync.Call::isCopy));
        Child dead = hanging();
        dead.signal(9);
        dead.await();

        Ended next = sandbox.program().run(sandbox.sync());

        assertThat(next.exit()).as(next.toString()).isZero();
        assertThat(live.isAlive()).isTrue();
        assertThat(live.descendants()).isNotEmpty();
        end(live);
    }
}
