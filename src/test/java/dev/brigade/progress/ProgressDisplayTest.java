package dev.brigade.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Progress on a terminal and elsewhere. */
final class ProgressDisplayTest {
    private static final String BACK_AND_ERASE = "\r\u001b[K";
    private static final String LINE = "crawl  0 entries  0 B  0 files/s";

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch three = new CountDownLatch(3);

    @Test
    void writesOverItselfOnATerminalAndLeavesTheLineEmpty() throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(this::write, true, true, 1)) {
            assertThat(three.await(1, TimeUnit.MINUTES)).as("%s", display).isTrue();
        }
        assertThat(written.subList(0, written.size() - 1))
                .hasSizeGreaterThan(2)
                .containsOnly(BACK_AND_ERASE + "\u001b[?7l" + LINE + " \u001b[?7h");
        assertThat(written).last().isEqualTo(BACK_AND_ERASE);
    }

    @Test
    void writesWholeLinesElsewhere() throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(this::write, false, true, 1)) {
            assertThat(three.await(1, TimeUnit.MINUTES)).as("%s", display).isTrue();
        }
        assertThat(written).hasSizeGreaterThan(2).containsOnly(LINE + "\n");
    }

    @Test
    void writesNothingElsewhereBeforeAMinuteIsOver() {
        ProgressDisplay display = new ProgressDisplay(this::write, false, true);
        display.close();
        assertThat(written).isEmpty();
    }

    @Test
    void writesOneLineThatStaysWhenAsked() {
        try (ProgressDisplay display = new ProgressDisplay(this::write, false, false, 1)) {
            display.report();
        }
        assertThat(written).containsExactly(LINE + "\n");
    }

    @Test
    void writesSeveralTimesASecondOnATerminal() throws InterruptedException {
        try (ProgressDisplay display = new ProgressDisplay(this::write, true, true)) {
            assertThat(three.await(1, TimeUnit.MINUTES)).as("%s", display).isTrue();
        }
    }

    @Test
    void isSilentOnceClosed() throws InterruptedException {
        ProgressDisplay display = new ProgressDisplay(this::write, true, true, 1);
        assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
        display.close();
        List<Thread> writers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("progress"))
                .toList();
        for (Thread writer : writers) {
            writer.join(TimeUnit.MINUTES.toMillis(1));
        }
        assertThat(written).last().isEqualTo(BACK_AND_ERASE);
    }

    private void write(String text) {
        written.add(text);
        three.countDown();
    }
}
