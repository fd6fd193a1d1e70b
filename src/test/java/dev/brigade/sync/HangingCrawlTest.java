package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.event.RunEvent;
import dev.brigade.exec.Children;
import dev.brigade.model.EntryFilter;
import dev.brigade.preflight.Roots;
import dev.brigade.preflight.StallWatches;
import dev.brigade.run.Cancellation;
import dev.brigade.run.StallSettings;
import dev.brigade.state.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A crawl whose threads hang in a storage that does not answer. */
@Timeout(60)
final class HangingCrawlTest {
    @TempDir
    private Path folder;

    private final CountDownLatch answer = new CountDownLatch(1);
    private final Cancellation stop = new Cancellation();
    private final Children children = new Children(System.getenv());
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void build() throws Exception {
        Files.createDirectories(folder.resolve("s/a/b"));
        Files.createDirectories(folder.resolve("d"));
        Files.createDirectories(folder.resolve("run"));
    }

    @AfterEach
    void close() {
        answer.countDown();
        children.close();
    }

    /** It hangs wherever it asks whether something is left out. */
    private CrawlResult crawl(RunDirectory directory, Optional<Duration> timeout) throws Exception {
        EntryFilter hangs = (name, isDirectory) -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return false;
        };
        Roots roots = Roots.resolve(
                List.of(folder.resolve("s") + "/"), folder.resolve("d").toString(), false);
        StallWatches watches =
                new StallWatches(new StallSettings(timeout, "a mount", stop), children, System::nanoTime);
        CrawlRules rules = new CrawlRules(hangs, 0, false, 2, stop::isRequested);
        return CrawlResult.take(
                "copy", roots, rules, Optional.empty(), directory::manifest, events::add, watches, begun -> {});
    }

    @Test
    void isLeftBehindWhenItsTimeIsOver() throws Exception {
        try (RunDirectory directory = RunDirectory.apart(folder.resolve("run"), false);
                CrawlResult crawlResult = crawl(directory, Optional.of(Duration.ofSeconds(1)))) {
            assertThat(crawlResult.totals().entries()).isZero();
            assertThat(stop.isLost()).isTrue();
            assertThat(stop.cause().orElseThrow().message())
                    .matches(
                            "no progress for [12] s, the limit of --stall-timeout; brigade itself waits for it; a mount");
        }
    }

    @Test
    void isWaitedForAndSaidOtherwise() throws Exception {
        try (RunDirectory directory = RunDirectory.apart(folder.resolve("run"), false)) {
            Thread answering = new Thread(() -> {
                while (events.stream().noneMatch(RunEvent.Warned.class::isInstance)) {
                    LockSupport.parkNanos(20_000_000);
                }
                answer.countDown();
            });
            answering.setDaemon(true);
            answering.start();
            try (CrawlResult crawlResult = crawl(directory, Optional.empty())) {
                assertThat(crawlResult.totals().entries()).isEqualTo(2);
            }
        }
        assertThat(events)
                .contains(new RunEvent.Warned("no progress for 5 s, perhaps because the storage does not answer;"
                        + " brigade itself waits for it"))
                .anyMatch(RunEvent.Resumed.class::isInstance);
        assertThat(stop.isRequested()).isFalse();
    }
}
