package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Child;
import dev.brigade.testing.Ended;
import dev.brigade.testing.FakeRsync;
import dev.brigade.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The report of a run that goes on, was killed, or was resumed. */
final class UnfinishedReportTest {
    private final KilledRun killed = new KilledRun();
    private final Sandbox sandbox = killed.sandbox;

    @AfterEach
    void close() {
        killed.close();
    }

    private String page() {
        String id = String.valueOf(sandbox.runs().get(0).getFileName());
        return page(id);
    }

    private String page(String id) {
        Ended ended = sandbox.program().run("report", id, "-");
        assertThat(ended.exit()).as(ended.toString()).isZero();
        return ended.out();
    }

    @Test
    void aRunThatGoesOnShowsWhatItHasDone() {
        FakeRsync rsync = sandbox.fake(
                Rule.copies().afterPreflight().first(3).runReal(),
                Rule.copies().afterPreflight().hang());
        Child child = sandbox.program().with(rsync).start(sandbox.sync(KilledRun.ONE_BY_ONE));
        Sandbox.await("a fourth copy", () -> KilledRun.copies(rsync) == 4);
        Sandbox.await("a recorded process", () -> page().contains("class=\"done\" x="));
        assertThat(page()).contains("<strong>Running</strong>", "<path class=\"line\"", "It has written");
        child.signal("TERM");
        assertThat(child.await().exit()).isEqualTo(10);
        assertThat(page()).contains("<strong>Interrupted</strong>").doesNotContain("ended early: brigade was killed");
    }

    @Test
    void aKilledRunShowsWhatItHadDoneAndAResumedOneAllOfIt() {
        killed.killInTheFourthBucket(KilledRun.ONE_BY_ONE);
        String id = String.valueOf(sandbox.runs().get(0).getFileName());
        assertThat(page(id)).contains("<strong>Unfinished</strong>", "The recording of 1 part ended early");

        assertThat(sandbox.program().run(sandbox.sync(KilledRun.ONE_BY_ONE)).exit())
                .isZero();
        assertThat(page(id)).contains("<strong>OK</strong>", "resumed here", "The recording of 1 part ended early");
    }
}
