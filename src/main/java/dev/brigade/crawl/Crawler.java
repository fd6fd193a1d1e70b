package dev.brigade.crawl;

import dev.brigade.crawl.DirectoryReader.Directory;
import dev.brigade.model.Reasons;
import dev.brigade.model.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads the directories of one source in parallel threads, which it starts while there is work for them. Used once. */
public final class Crawler {
    private static final long CHECK_MILLIS = 10;

    private final CrawlRules rules;
    private final CrawlSink sink;
    private final Source source;
    private final WorkStack<Directory> stack = new WorkStack<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();

    private Crawler(Source source, CrawlRules rules, CrawlSink sink) {
        this.source = source;
        this.rules = rules;
        this.sink = sink;
    }

    /**
     * Crawls a source to its end.
     *
     * @param source the source to read
     * @param earlier sources that come before it, whose entries win where both have one of the same name
     * @throws IOException if the sink fails; the sink learns of unreadable directories, and the crawl continues
     * @throws InterruptedException if the calling thread is interrupted
     */
    public static void crawl(Source source, List<Source> earlier, CrawlRules rules, CrawlSink sink)
            throws IOException, InterruptedException {
        new Crawler(source, rules, sink).run(earlier);
    }

    private void run(List<Source> earlier) throws IOException, InterruptedException {
        long device;
        try {
            device = JavaReader.device(source.directory());
        } catch (IOException e) {
            sink.unreadable(source.prefix(), Reasons.of(e));
            return;
        }
        stack.push(new Directory(source.prefix(), Overlay.over(source, earlier), device, true));
        startThread(1);
        try {
            join();
        } finally {
            stack.end();
        }
        rethrow(failure.get());
    }

    /**
     * Waits for all threads, or until the crawl is to stop: a thread may hang in a dead mount. More threads than
     * processors help only if reading is slow; they start one after the other, so a fast file system is done before.
     */
    private void join() throws InterruptedException {
        for (int i = 0; i < threads().size(); i++) {
            Thread thread = threads().get(i);
            while (thread.isAlive() && !rules.stopped().getAsBoolean()) {
                thread.join(CHECK_MILLIS);
                startThread(rules.threads());
            }
        }
    }

    private List<Thread> threads() {
        synchronized (threads) {
            return new ArrayList<>(threads);
        }
    }

    /** Starts one more thread if there is work for it and there are not so many yet. */
    private void startThread(int limit) {
        synchronized (threads) {
            if (threads.size() < limit && stack.wantsHelp()) {
                Thread thread = new Thread(this::work, "crawl-" + threads.size());
                thread.setDaemon(true);
                try {
                    thread.start();
                    threads.add(thread);
                } catch (OutOfMemoryError e) {
                    if (threads.isEmpty()) {
                        throw e; // Otherwise the running threads do the work.
                    }
                }
            }
        }
    }

    private void work() {
        try (ThreadReader reader = new ThreadReader(rules.calls(), source)) {
            for (Directory next = stack.take(); next != null; next = stack.take()) {
                try {
                    new DirectoryReader(next, rules, sink, this::enqueue).read(reader.now());
                } finally {
                    stack.done();
                }
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            stack.end();
        }
    }

    private void enqueue(Directory directory) {
        stack.push(directory);
        startThread(Math.min(rules.threads(), Runtime.getRuntime().availableProcessors()));
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException, InterruptedException {
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof InterruptedException e) {
            throw e;
        } else if (failure != null) {
            throw new IllegalStateException("crawl failed", failure);
        }
    }
}
