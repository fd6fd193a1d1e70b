package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.event.RunEvent;
import dev.brigade.model.Problem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Progress on a terminal and elsewhere. */
final class ProgressDisplayTest {
    private static final String CLEAR = "\r\u001b[J";
    private static final String LINE = "crawl 1/2  0 entries  0/s";

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch three = new CountDownLatch(3);

    private ProgressDisplay display() {
        return new ProgressDisplay(this::write, 2);
    }

    @Test
    void drawsOverItselfAndLeavesNothing() throws InterruptedException {
        try (ProgressDisplay display = display()) {
            display.draw(() -> 80, 1);
            assertThat(three.await(1, TimeUnit.MINUTES)).as("%s", display).isTrue();
        }
        assertThat(written.subList(0, written.size() - 1))
                .hasSizeGreaterThan(2)
                .containsOnly(CLEAR + "\u001b[?7l" + LINE + "\u001b[K\r\u001b[?7h");
        assertThat(written).last().isEqualTo(CLEAR);
    }

    @Test
    void drawsWithinTheWidthOfTheMoment() throws InterruptedException {
        AtomicInteger width = new AtomicInteger(40);
        try (ProgressDisplay display = display()) {
            display.draw(() -> width.getAndDecrement(), 1);
            while (width.get() > 0) {
                Thread.sleep(1);
            }
        }
        assertThat(written)
                .anyMatch(text -> text.contains("crawl 1/2  0 entries\u001b"))
                .anyMatch(text -> text.contains("l\u001b[K") || text.contains("c\u001b[K"));
    }

    @Test
    void goesUpAgainAfterASecondLine() throws InterruptedException {
        try (ProgressDisplay display = display()) {
            display.accept(new RunEvent.EntryFailed(new Problem(null, "no")));
            display.draw(() -> 80, 1);
            assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(written.get(0)).endsWith("0/s\u001b[K\n          1 failed\u001b[K\u001b[A\r\u001b[?7h");
    }

    @Test
    void keepsOutOfTheWayOfOtherText() throws InterruptedException {
        try (ProgressDisplay display = display()) {
            display.aside(() -> write("early\n"));
            display.draw(() -> 80, 1);
            assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
            display.aside(() -> write("warning\n"));
        }
        assertThat(written.get(0)).isEqualTo("early\n");
        assertThat(written.get(written.indexOf("warning\n") - 1)).isEqualTo(CLEAR);
    }

    @Test
    void printsWholeLines() throws InterruptedException {
        try (ProgressDisplay display = display()) {
            display.print(display::line, 1);
            assertThat(three.await(1, TimeUnit.MINUTES)).as("%s", display).isTrue();
        }
        assertThat(written).hasSizeGreaterThan(2).containsOnly(LINE + "\n");
    }

    @Test
    void isSilentUntilItIsAsked() {
        try (ProgressDisplay display = display()) {
            assertThat(written).isEmpty();
            display.report();
        }
        assertThat(written).containsExactly(LINE + "\n");
    }

    @Test
    void isSilentOnceClosed() throws InterruptedException {
        ProgressDisplay display = display();
        display.draw(() -> 80, 1);
        assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
        display.close();
        List<Thread> writers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("progress"))
                .toList();
        for (Thread writer : writers) {
            writer.join(TimeUnit.MINUTES.toMillis(1));
        }
        assertThat(written).last().isEqualTo(CLEAR);
    }

    private void write(String text) {
        written.add(text);
        three.countDown();
    }
}
