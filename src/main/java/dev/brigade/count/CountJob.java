package dev.brigade.count;

import dev.brigade.crawl.CrawlRules;
import dev.brigade.crawl.Crawler;
import dev.brigade.crawl.SystemCalls;
import dev.brigade.exec.ArgumentLimit;
import dev.brigade.exec.TaskLimit;
import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import dev.brigade.model.RefusedException;
import dev.brigade.model.Source;
import dev.brigade.model.StopReason;
import dev.brigade.run.Cancellation;
import dev.brigade.run.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Counts entries of directories and writes nothing. Used once; {@link #interrupt} may come from any thread. */
public final class CountJob {
    private final List<String> directories;
    private final SystemCalls calls;
    private final LongSupplier nanoTime;
    private final Cancellation stop = new Cancellation();

    /**
     * Prepares a count.
     *
     * @param directories as the user wrote them, at least one
     * @param calls how it reads
     * @param nanoTime a clock that only goes forward, nanoseconds
     */
    public CountJob(List<String> directories, SystemCalls calls, LongSupplier nanoTime) {
        this.directories = directories;
        this.calls = calls;
        this.nanoTime = nanoTime;
    }

    /** Stops the count; {@link #run} then returns what was counted so far. */
    public void interrupt(String why) {
        stop.request(StopReason.INTERRUPTED, why);
    }

    /**
     * Counts to the end.
     *
     * @throws RefusedException if a directory is missing, cannot be read or would be counted twice
     * @throws InterruptedException if the calling thread is interrupted
     */
    public CountResult run() throws RefusedException, InterruptedException {
        long start = nanoTime.getAsLong();
        List<Source> sources = CountedDirectories.resolve(directories);
        int threads = TaskLimit.atMost(CrawlRules.THREADS, TaskLimit.tightest());
        CrawlRules rules = new CrawlRules(EntryFilter.NONE, 0, true, threads, calls, stop::isRequested);
        Counter counter = new Counter();
        for (Source source : sources) {
            if (stop.isRequested()) {
                break;
            }
            try {
                FileName root = FileName.of(FileName.bytesOf(Path.of(source.given())));
                Crawler.crawl(source, List.of(), rules, counter.below(root));
            } catch (IOException e) {
                throw new IllegalStateException("a count keeps no listing that could fail", e);
            }
        }
        return counter.counted(
                Processes.auto(Runtime.getRuntime().availableProcessors()),
                ArgumentLimit.bytes(),
                Duration.ofNanos(nanoTime.getAsLong() - start),
                stop.cause());
    }
}
