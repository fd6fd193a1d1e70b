package dev.brigade.run;

import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Threads that help with large files while fewer buckets are copied than may be. Thread-safe. */
final class SpareThreads {
    private final IntSupplier spare;
    private final Supplier<Posix> calls;
    private final AtomicInteger helping = new AtomicInteger();

    /**
     * Begins without a thread.
     *
     * @param spare how many may help now; asked often, by many threads
     * @param calls makes the calls of one thread
     */
    SpareThreads(IntSupplier spare, Supplier<Posix> calls) {
        this.spare = spare;
        this.calls = calls;
    }

    /** Copies content in this thread and in others, and waits for them; returns whether it is complete. */
    boolean copy(DirectContent content, Posix posix) throws PosixException {
        List<CompletableFuture<Void>> helpers = new ArrayList<>();
        do {
            helpers.removeIf(CompletableFuture::isDone);
            while (helpers.size() + 1 < content.threads() && takePlace()) {
                helpers.add(start(content));
            }
        } while (content.copyNext(posix));
        CompletableFuture.allOf(helpers.toArray(new CompletableFuture<?>[0])).join();
        return content.finish(posix);
    }

    private boolean takePlace() {
        boolean taken = helping.incrementAndGet() <= spare.getAsInt();
        if (!taken) {
            helping.decrementAndGet();
        }
        return taken;
    }

    private CompletableFuture<Void> start(DirectContent content) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Thread thread = new Thread(() -> help(content, over), "range");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // The machine has no room for it: fewer are enough.
            helping.decrementAndGet();
            over.complete(null);
        }
        return over;
    }

    /** Leaves when a bucket needs its place. */
    private void help(DirectContent content, CompletableFuture<Void> over) {
        try {
            Posix posix = calls.get();
            boolean staying = true;
            while (staying) {
                staying = content.copyNext(posix) && helping.get() <= spare.getAsInt();
            }
            over.complete(null);
        } catch (Throwable e) {
            over.completeExceptionally(e);
        } finally {
            helping.decrementAndGet();
        }
    }
}
