package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who belongs to the group of leader 100, started at time 5. */
final class ProcessGroupTest {
    private static final ProcStat LEADER = new ProcStat(100, 'S', 1, 100, 100, 5, 0);
    private static final Set<ProcStat.Identity> KNOWN = Set.of(LEADER.identity());

    @Test
    void groupSessionAndDescendantsBelongToIt() {
        ProcStat sameGroup = new ProcStat(101, 'D', 1, 100, 100, 6, 0);
        ProcStat sameSession = new ProcStat(102, 'S', 1, 102, 100, 6, 0);
        ProcStat leftButChild = new ProcStat(99, 'S', 102, 99, 99, 9, 0);
        ProcStat itsChild = new ProcStat(98, 'S', 99, 98, 98, 9, 0);
        ProcStat stranger = new ProcStat(103, 'S', 1, 1, 1, 6, 0);
        ProcStat unknownGroup = new ProcStat(104, 'S', -1, -1, -1, 6, 0);
        assertThat(select(KNOWN, itsChild, leftButChild, sameGroup, sameSession, stranger, unknownGroup, LEADER))
                .containsExactlyInAnyOrder(LEADER, sameGroup, sameSession, leftButChild, itsChild);
    }

    @Test
    void aLeaderThatHasNotYetItsOwnGroupBelongsToIt() {
        ProcStat fresh = new ProcStat(100, 'R', 50, 50, 40, 5, 0);
        ProcStat jvm = new ProcStat(50, 'S', 40, 50, 40, 1, 0);
        assertThat(select(KNOWN, jvm, fresh)).containsExactly(fresh);
    }

    @Test
    void theGroupOutlivesItsLeader() {
        ProcStat orphan = new ProcStat(101, 'S', 1, 100, 100, 6, 0);
        assertThat(select(KNOWN, orphan)).containsExactly(orphan);
    }

    @Test
    void zombiesAreNotCounted() {
        assertThat(select(KNOWN, new ProcStat(100, 'Z', 1, 100, 100, 5, 0), new ProcStat(101, 'Z', 1, 100, 100, 6, 0)))
                .isEmpty();
    }

    @Test
    void aNumberGivenToAnotherProcessIsNotOurs() {
        ProcStat other = new ProcStat(100, 'S', 1, 100, 100, 77, 0);
        ProcStat itsChild = new ProcStat(101, 'S', 100, 100, 100, 78, 0);
        assertThat(select(KNOWN, other, itsChild)).isEmpty();
    }

    @Test
    void withoutGroupsAnOrphanIsRemembered() {
        ProcStat child = new ProcStat(101, 'S', 100, 50, 40, 6, 0);
        ProcStat orphan = new ProcStat(101, 'S', 1, 50, 40, 6, 0);
        FakeProcessTable table = new FakeProcessTable(LEADER);
        ProcessGroup group = new ProcessGroup(100, table);
        assertThat(group.act(ProcessGroup.Action.LOOK, List.of(LEADER, child), table))
                .containsExactly(100L, 101L);
        assertThat(group.act(ProcessGroup.Action.LOOK, List.of(orphan), table)).containsExactly(101L);
    }

    @Test
    void aMemberIsAskedOnceAndKilledAsOftenAsItIsSeen() {
        FakeProcessTable table = new FakeProcessTable(LEADER);
        ProcessGroup group = new ProcessGroup(100, table);
        for (ProcessGroup.Action action : ProcessGroup.Action.values()) {
            group.act(action, table.all(), table);
            group.act(action, table.all(), table);
        }
        assertThat(table.signals).containsExactly("TERM 100", "KILL 100", "KILL 100");
    }

    @Test
    void parentsAreAskedBeforeTheirChildrenAndTheLeaderFirst() {
        FakeProcessTable table = new FakeProcessTable(
                new ProcStat(7, 'S', 101, 100, 100, 9, 0),
                new ProcStat(101, 'S', 100, 100, 100, 6, 0),
                new ProcStat(99, 'S', 100, 100, 100, 5, 0),
                LEADER);
        new ProcessGroup(100, table).act(ProcessGroup.Action.TERMINATE, table.all(), table);
        assertThat(table.signals).containsExactly("TERM 100", "TERM 99", "TERM 101", "TERM 7");
    }

    private static Set<ProcStat> select(Set<ProcStat.Identity> known, ProcStat... processes) {
        return ProcessGroup.select(100, known, List.of(processes));
    }
}
