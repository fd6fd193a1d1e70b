package dev.brigade.sync;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Access;
import dev.brigade.model.DeleteLimit;
import dev.brigade.model.Deletion;
import dev.brigade.model.ExitCode;
import dev.brigade.model.Invocation;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.Outcome;
import dev.brigade.model.Pass;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import dev.brigade.testing.TwoTrees;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A verification that takes longer than the time of one run goes on in the next. */
final class VerificationWindowsTest {
    private final TwoTrees trees = TwoTrees.create();

    @BeforeEach
    void build() {
        trees.source(
                dir("a", file("1", "content 1")),
                dir("b", file("2", "content 2")),
                dir("c", file("3", "content 3")),
                dir("d", file("4", "content 4")),
                dir("e", file("5", "content 5"), file("6", "content 6"), file("7", "content 7")));
    }

    @AfterEach
    void close() {
        trees.close();
    }

    private static final int WITHIN_THE_CRAWL = -1;

    /** A clock's work is played: the time is over when so many buckets are verified. */
    private static final class Window {
        private final int length;
        private final AtomicReference<SyncJob> job = new AtomicReference<>();
        private Pass pass = Pass.COPY;
        private int verified;

        Window(int length) {
            this.length = length;
        }

        synchronized void accept(RunEvent event) {
            if (event instanceof RunEvent.PassStarted started) {
                pass = started.pass();
            }
            if (length == WITHIN_THE_CRAWL && event instanceof RunEvent.Listed) {
                job.get().interrupt("the 6 h of --max-duration are over");
            }
            boolean verifying = pass == Pass.VERIFY;
            verified += verifying && event instanceof RunEvent.BucketFinished ? 1 : 0;
            if (verifying && verified >= length) {
                job.get().interrupt("the 6 h of --max-duration are over");
            }
        }

        Outcome run(SyncRequest request) throws Exception {
            Invocation invocation = new Invocation("test", List.of("sync"), Optional.empty(), System.getenv());
            job.set(new SyncJob(
                    request, invocation, this::accept, System::nanoTime, Timeouts.USUAL, new Scope.Whole()));
            return job.get().run();
        }
    }

    private SyncRequest request(boolean delete) {
        return new SyncRequest(
                Mode.SYNC,
                List.of(trees.source() + "/"),
                trees.destination().toString(),
                false,
                Access.USUAL,
                OptionalInt.of(1),
                OptionalLong.of(1),
                OptionalLong.empty(),
                Optional.empty(),
                VerifyLevel.QUICK,
                List.of(),
                delete ? new Deletion(true, Optional.of(new DeleteLimit(1, false)), false) : Deletion.NONE,
                false,
                Limits.NONE,
                RunFiles.in(trees.state()));
    }

    @Test
    void eachRunVerifiesWhatNoneBeforeItHas() throws Exception {
        Window all = new Window(Integer.MAX_VALUE);
        assertThat(ExitCode.of(all.run(request(false)))).isEqualTo(ExitCode.OK);
        assertThat(all.verified).isGreaterThan(5);

        int verified = 0;
        long before = 0;
        Outcome outcome;
        do {
            Window window = new Window(2);
            outcome = window.run(request(false));
            assertThat(outcome.verify().orElseThrow().before().entries()).isGreaterThanOrEqualTo(before);
            assertThat(outcome.warnings()).isEmpty();
            before = outcome.verify().orElseThrow().before().entries();
            verified += window.verified;
        } while (outcome.stopped().isPresent());

        assertThat(verified).isEqualTo(all.verified);
        assertThat(before).isPositive();
        assertThat(ExitCode.of(outcome)).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatChangedSinceIsVerifiedAgain() throws Exception {
        new Window(6).run(request(false));
        trees.sh("for d in a b c d e; do echo changed > source/$d/new; done");
        trees.sh("rm -f destination/e/7");

        Outcome outcome = new Window(Integer.MAX_VALUE).run(request(false));

        assertThat(outcome.stopped()).isEmpty();
        trees.assertSame();
    }

    @Test
    void whatWasFoundIsLookedAtAgain() throws Exception {
        new Window(Integer.MAX_VALUE).run(request(true));
        trees.sh("touch destination/a/extra && chmod 0600 destination/b/2 destination/e/*");

        new Window(1).run(request(true));
        Outcome outcome = new Window(Integer.MAX_VALUE).run(request(true));

        assertThat(outcome.stopped()).isEmpty();
        trees.assertSame();
    }

    @Test
    void aCrawlThatDoesNotEndIsReported() throws Exception {
        Outcome outcome = new Window(WITHIN_THE_CRAWL).run(request(false));

        assertThat(outcome.warnings()).singleElement().asString().startsWith("the crawl did not end within ");
        assertThat(new Window(Integer.MAX_VALUE).run(request(false)).stopped()).isEmpty();
    }

    @Test
    void aWindowInWhichNothingIsVerifiedIsTooShort() throws Exception {
        Outcome outcome = new Window(0).run(request(false));

        assertThat(outcome.warnings()).singleElement().asString().startsWith("--max-duration is too short: ");
        assertThat(new Window(Integer.MAX_VALUE).run(request(false)).stopped()).isEmpty();
    }
}
