package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Node;
import dev.brigade.testing.Rule;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An rsync that talks without end, says nothing, closes its output, is another program, or is not there. */
@FaultTest
final class RsyncMisbehavesIT {
    private static final long GIGABYTE = 1L << 30;

    /** Lines of 200 bytes, as messages with names are. */
    private static final String FLOOD = "yes \"rsync: [generator] $(printf %0179d)\" | head -c " + GIGABYTE + " >&2";

    private final Survival survival = new Survival(Survival.tree(4, 3, 5_000));

    @AfterEach
    void close() {
        survival.close();
    }

    private static Rule once(boolean copying) {
        return (copying ? Rule.copies().afterPreflight() : Rule.looks()).first(1);
    }

    @Fault("rsync floods stderr with 1 GiB, in each phase")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void floods(boolean copying) {
        Ended ended = survival.sync(
                survival.program(once(copying).bash(FLOOD).runReal()).env("BRIGADE_JAVA_OPTS", "-Xmx128m"), "-p", "2");

        survival.assertEnded(ended, 0);
        assertThat(ended.err()).hasSizeLessThan(10_000);
        survival.trees().assertSame();
        survival.assertHeals();
    }

    @Test
    @Fault("rsync floods stderr with 1 GiB without a line feed")
    void floodsWithOneLine() {
        Ended ended = survival.sync(
                survival.program(once(true)
                                .bash("tr '\\0' x < /dev/zero | head -c " + GIGABYTE + " >&2")
                                .runReal())
                        .env("BRIGADE_JAVA_OPTS", "-Xmx128m"),
                "-p",
                "2");

        survival.assertEnded(ended, 0);
        assertThat(ended.err()).hasSizeLessThan(10_000);
        survival.trees().assertSame();
        survival.assertHeals();
    }

    @Fault("rsync closes its output, in each phase")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closesItsOutput(boolean copying) {
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        Ended ended = survival.sync(
                survival.program(
                        phase.bash("exec > /dev/null 2> /dev/null; sleep 0.3").runReal()),
                "-p",
                "2");

        survival.assertEnded(ended, 0);
        survival.trees().assertSame();
        survival.assertHeals();
    }

    @Fault("rsync hangs, in each phase, until a signal or --max-duration ends the run")
    @ParameterizedTest
    @ValueSource(strings = {"copy TERM", "verify TERM", "copy", "verify"})
    void hangs(String how) {
        Rule phase = how.startsWith("copy") ? Rule.copies().afterPreflight() : Rule.looks();
        FakeRsync rsync = survival.rsync(phase.runReal().hangIgnoringSignals());
        boolean signalled = how.endsWith("TERM");
        String[] options = signalled ? new String[] {"-p", "2"} : new String[] {"-p", "2", "--max-duration", "6s"};
        Child child = survival.start(survival.program().with(rsync), options);
        if (signalled) {
            Survival.await("it says so", () -> child.errSoFar().contains("no progress for"));
            child.signal("TERM");
        }
        Ended ended = child.await();

        survival.assertEnded(ended, 10);
        survival.assertHealsBy("-p", "2");
    }

    @Test
    @Fault("rsync prints a nonsense version")
    void printsANonsenseVersion() {
        for (String text :
                new String[] {"", "rsync", "rsync  version \u001b[31m999999999999.x  protocol", "{]\u0000"}) {
            FakeRsync rsync =
                    FakeRsync.withVersion(survival.home().resolve("fake " + text.length()), text.replace("\u0000", ""));

            Ended ended = survival.sync(survival.program().with(rsync));

            survival.assertEnded(ended, 40);
            assertThat(ended.err())
                    .startsWith("brigade: ")
                    .containsOnlyOnce("\n")
                    .doesNotContain("\u001b");
            assertThat(survival.destination()).doesNotExist();
        }
        survival.assertHeals();
    }

    @Test
    @Fault("rsync is missing at the start")
    void isMissing() {
        Path tools = TreeBuilder.build(
                survival.home().resolve("tools"),
                Node.root(
                        Node.symlink("setsid", "/usr/bin/setsid"),
                        Node.symlink("setpriv", "/usr/bin/setpriv"),
                        Node.symlink("sh", "/bin/sh"),
                        Node.symlink("readlink", "/usr/bin/readlink")));

        Ended ended = survival.sync(survival.program().env("PATH", tools.toString()));

        survival.assertEnded(ended, 40);
        assertThat(ended.err()).startsWith("brigade: ").contains("rsync").containsOnlyOnce("\n");
        assertThat(survival.destination()).doesNotExist();
        survival.assertHeals();
    }

    @Fault("rsync is removed in mid-run, in each phase")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isRemoved(boolean copying) {
        FakeRsync rsync = survival.rsync(once(copying).runReal().bash("mv \"$home/rsync\" \"$home/gone\""));
        String path = rsync.executable().getParent() + ":" + pathWithoutRsync();

        Ended ended = survival.sync(survival.program().env("PATH", path), "-p", "1", "-f", "4");

        assertThat(rsync.executable()).doesNotExist();
        survival.assertEnded(ended, 40);
        survival.assertHeals();
    }

    private Path pathWithoutRsync() {
        survival.trees().sh("mkdir links && ln -s /usr/bin/* links/ && rm links/rsync");
        return survival.home().resolve("links");
    }
}
