package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From asking to killing to giving up, on processes that are only said to be there. */
@Timeout(60)
final class EscalationTest {
    private static final ProcStat LEADER = new ProcStat(100, 'S', 1, 100, 100, 5, 0);
    private static final ProcStat LATE = new ProcStat(101, 'S', 1, 100, 100, 6, 0);
    private static final Duration BRIEF = Duration.ofMillis(20);

    @Test
    void theImmortalIsAskedOnceThenKilledThenNamed() throws InterruptedException {
        FakeProcessTable table = new FakeProcessTable(LEADER);
        assertThat(new Escalation(table, BRIEF, BRIEF, BRIEF)
                        .drain(new ProcessGroup(100, table), Duration.ofMillis(20)))
                .containsExactly(100L);
        assertThat(table.signals.get(0)).isEqualTo("TERM 100");
        assertThat(table.signals.subList(1, table.signals.size())).isNotEmpty().containsOnly("KILL 100");
    }

    @Test
    void whatEndsByItselfGetsNoSignal() throws InterruptedException {
        FakeProcessTable table = new FakeProcessTable();
        ProcessGroup group = new ProcessGroup(100, table);
        table.next.add(List.of(LATE));
        assertThat(new Escalation(table, BRIEF, BRIEF, BRIEF).drain(group, Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(table.signals).isEmpty();
    }

    @Test
    void oneEmptyLookIsNotBelieved() throws InterruptedException {
        FakeProcessTable table = new FakeProcessTable();
        ProcessGroup group = new ProcessGroup(100, table);
        table.next.addAll(List.of(List.of(), List.of(LATE), List.of(LATE), List.of(LATE), List.of(LATE)));
        assertThat(new Escalation(table, BRIEF, BRIEF, BRIEF).drain(group, Duration.ZERO))
                .isEmpty();
        assertThat(table.signals).startsWith("TERM 101");
    }

    @Test
    void anInterruptDoesNotSpareTheKillAndIsNotForgotten() {
        FakeProcessTable table = new FakeProcessTable(LEADER);
        ProcessGroup group = new ProcessGroup(100, table);
        Thread.currentThread().interrupt();
        assertThat(new Escalation(table, BRIEF, BRIEF, BRIEF).stop(() -> List.of(group), Duration.ofMillis(50)))
                .containsExactly(100L);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(table.signals).startsWith("TERM 100", "KILL 100");
    }
}
