package dev.brigade.sync;

import dev.brigade.event.RunEvent;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.model.Totals;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.WorkItem;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * What the copy pass has to do, piece by piece, and which of it is done. The same manifests are always cut into the
 * same pieces, so that of a plan no more is kept than how it was made.
 */
interface RunnablePlan extends AutoCloseable {
    /** What there is to copy; waits for the end of the crawl. */
    CrawlResult crawlResult() throws IOException;

    /** How long the crawl took. */
    Duration crawlTime() throws IOException;

    /** What becomes of large files. */
    LargeFilePolicy policy();

    /** Names what a bucket holds. */
    BucketContents contents();

    /** Gives out what is not done. */
    BucketSource bucketSource();

    /** Supplies more while the crawl goes on. */
    PassRunner.Feed feed();

    /** Entries and bytes of all of it; none where that is not known yet. */
    Totals totals();

    /** Entries and bytes of what is done. */
    Totals done();

    /** Which pieces are done; none where nobody will go on with the run. */
    Optional<Journal> journal();

    /** Writes down what is done. */
    default Consumer<RunEvent> recorder() {
        if (journal().isEmpty()) {
            return event -> {};
        }
        Journal book = journal().get();
        return event -> {
            if (event instanceof RunEvent.BucketFinished finished) {
                try {
                    if (finished.complete() && !finished.failed()) {
                        book.done(finished.bucket().workItems());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Adds everything that says which entries are in a piece. */
    static void digest(WorkItem workItem, CRC32C sum) {
        sum.update((workItem.source() + " " + workItem.kind() + " " + workItem.slice() + "\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    void close() throws IOException;
}
