package dev.brigade.crawl;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Work that makes more work, shared by threads. It is over when nobody works and nothing waits. Last in, first out, so
 * it stays as short as the tree is deep. Thread-safe.
 */
final class WorkStack<T> {
    private final Deque<T> waiting = new ArrayDeque<>();
    private int idle;
    private int working;
    private boolean over;

    synchronized void push(T item) {
        waiting.push(item);
        notify();
    }

    /** Returns whether one more thread would find work at once. */
    synchronized boolean wantsHelp() {
        return !over && waiting.size() > idle;
    }

    /** Returns the next item, or null when all is done; the caller calls {@link #done} afterwards. */
    synchronized @Nullable T take() throws InterruptedException {
        idle++;
        try {
            while (waiting.isEmpty() && working > 0 && !over) {
                wait();
            }
        } finally {
            idle--;
        }
        if (over || waiting.isEmpty()) {
            end();
            return null;
        }
        working++;
        return waiting.pop();
    }

    synchronized void done() {
        working--;
        if (working == 0 && waiting.isEmpty()) {
            end();
        }
    }

    /** Ends the work, whatever still waits. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
