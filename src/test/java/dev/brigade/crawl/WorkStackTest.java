package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that makes more work is all done, once, and then everybody stops. */
@Timeout(60)
final class WorkStackTest {
    private static final int THREADS = 8;

    @Test
    void theLastInIsTheFirstOut() throws InterruptedException {
        WorkStack<String> stack = new WorkStack<>();
        stack.push("old");
        stack.push("new");
        assertThat(stack.take()).isEqualTo("new");
        stack.push("newer");
        assertThat(stack.take()).isEqualTo("newer");
        assertThat(stack.take()).isEqualTo("old");
    }

    @Test
    void itIsOverWhenNobodyWorksAndNothingWaits() throws InterruptedException {
        WorkStack<String> stack = new WorkStack<>();
        stack.push("one");
        assertThat(stack.wantsHelp()).isTrue();
        assertThat(stack.take()).isEqualTo("one");
        assertThat(stack.wantsHelp()).isFalse();
        stack.done();
        assertThat(stack.take()).isNull();
    }

    @Test
    void whoeverWaitsGetsWhatAWorkerStillMakes() throws Exception {
        WorkStack<String> stack = new WorkStack<>();
        stack.push("one");
        assertThat(stack.take()).isEqualTo("one");
        FutureTask<@Nullable String> second = new FutureTask<>(stack::take);
        Thread waiting = new Thread(second);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        stack.push("two");
        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("two");
    }

    @Test
    void anEarlyEndLetsEverybodyGo() throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(THREADS);
        try {
            WorkStack<String> stack = new WorkStack<>();
            stack.push("one");
            assertThat(stack.take()).isEqualTo("one");
            List<Future<@Nullable String>> waiting = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                waiting.add(others.submit(stack::take));
            }
            stack.end();
            for (Future<@Nullable String> each : waiting) {
                assertThat(each.get(1, TimeUnit.MINUTES)).isNull();
            }
            stack.push("too late");
            assertThat(stack.take()).isNull();
            assertThat(stack.wantsHelp()).isFalse();
        } finally {
            others.shutdownNow();
        }
    }

    /** A tree of numbers: each below a limit makes two more. */
    @Test
    void everythingIsDoneOnceByWhoeverIsFree() throws Exception {
        int count = 20_000;
        ExecutorService workers = Executors.newFixedThreadPool(THREADS);
        try {
            for (int round = 0; round < 20; round++) {
                WorkStack<Integer> stack = new WorkStack<>();
                ConcurrentLinkedQueue<Integer> done = new ConcurrentLinkedQueue<>();
                stack.push(1);
                List<Future<?>> ended = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    ended.add(workers.submit(() -> {
                        for (Integer next = stack.take(); next != null; next = stack.take()) {
                            done.add(next);
                            IntStream.of(2 * next, 2 * next + 1)
                                    .filter(child -> child <= count)
                                    .forEach(stack::push);
                            stack.done();
                        }
                        return done;
                    }));
                }
                for (Future<?> end : ended) {
                    end.get();
                }
                assertThat(done.stream().sorted())
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, count).boxed().toList());
            }
        } finally {
            workers.shutdownNow();
        }
    }
}
