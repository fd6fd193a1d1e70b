package dev.brigade.sync;

import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** A crawl in a thread of its own, whose manifests can be read while they grow. Thread-safe. */
final class BackgroundCrawl {
    private final List<Manifest> begun = new ArrayList<>();
    private final CompletableFuture<CrawlResult> crawlResult = new CompletableFuture<>();
    private volatile Duration time = Duration.ZERO;

    private BackgroundCrawl() {}

    /** A crawl, given whom to tell of each manifest that it begins. */
    interface Work {
        CrawlResult run(CrawlResult.Begun begun) throws IOException, InterruptedException;
    }

    /** Begins to crawl. */
    static BackgroundCrawl begin(Work work, LongSupplier nanoTime) {
        BackgroundCrawl backgroundCrawl = new BackgroundCrawl();
        long start = nanoTime.getAsLong();
        Thread thread = new Thread(
                () -> {
                    try {
                        CrawlResult found = work.run(backgroundCrawl::add);
                        backgroundCrawl.time = Duration.ofNanos(nanoTime.getAsLong() - start);
                        backgroundCrawl.crawlResult.complete(found);
                    } catch (Throwable e) {
                        backgroundCrawl.crawlResult.completeExceptionally(e);
                    }
                },
                "crawl");
        thread.setDaemon(true);
        thread.start();
        return backgroundCrawl;
    }

    /** Returns a crawl that an earlier run finished. */
    static BackgroundCrawl over(CrawlResult found) {
        BackgroundCrawl backgroundCrawl = new BackgroundCrawl();
        backgroundCrawl.begun.addAll(found.manifests());
        backgroundCrawl.crawlResult.complete(found);
        return backgroundCrawl;
    }

    private synchronized void add(ManifestWriter writer) throws IOException {
        begun.add(writer.growing());
    }

    /** Returns the manifests that were begun, as they grow, one for each transfer; all but the last are whole. */
    synchronized List<Manifest> begun() {
        return List.copyOf(begun);
    }

    /** Waits some time; gives whether it is over. */
    boolean isOverWithin(Duration limit) {
        try {
            crawlResult.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true; // Whoever asks for the result gets the error.
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a run", e);
        }
    }

    /** Whether it is over. */
    boolean isOver() {
        return crawlResult.isDone();
    }

    /** What it found; waits for it. */
    CrawlResult crawlResult() throws IOException {
        try {
            return crawlResult.get();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread of a run", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("the crawl failed", e.getCause());
        }
    }

    /** How long it took, once it is over. */
    Duration time() {
        return time;
    }
}
