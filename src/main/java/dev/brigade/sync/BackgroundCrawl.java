package dev.brigade.sync;

import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A crawl in a thread of its own, whose manifests can be read while they grow. Thread-safe. */
final class BackgroundCrawl {
    private final List<Manifest> begun = new ArrayList<>();
    private final CompletableFuture<CrawlResult> crawlResult = new CompletableFuture<>();
    private volatile Duration time = Duration.ZERO;

    private BackgroundCrawl() {}

    interface Work {
        CrawlResult run(CrawlResult.Begun begun) throws IOException, InterruptedException;
    }

    static BackgroundCrawl begin(Work work, LongSupplier nanoTime) {
        BackgroundCrawl crawl = new BackgroundCrawl();
        long start = nanoTime.getAsLong();
        Callable<CrawlResult> timed = () -> {
            CrawlResult found = work.run(crawl::add);
            crawl.time = Duration.ofNanos(nanoTime.getAsLong() - start);
            return found;
        };
        DetachableTask.begin("crawl", timed, crawl.crawlResult);
        return crawl;
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

    /** Waits some time; returns whether the crawl is over. */
    boolean isOverWithin(Duration limit) {
        return crawlResult
                .handle((found, failure) -> true)
                .completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    boolean isOver() {
        return crawlResult.isDone();
    }

    /** Returns what the crawl found; waits for its end. */
    CrawlResult crawlResult() throws IOException {
        try {
            return crawlResult.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("the crawl failed", e.getCause());
        }
    }

    /** Returns how long the crawl took, once it is over. */
    Duration time() {
        return time;
    }
}
