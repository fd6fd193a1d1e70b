package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.plan.BucketSource;
import org.junit.jupiter.api.Test;

/** How many threads come and go. */
final class WorkerLimitTest {
    private final WorkerLimit workers = new WorkerLimit(ConcurrencyRule.begin(2, 16));

    private int join(int work) {
        int joined = 0;
        while (workers.mayJoin(work)) {
            joined++;
        }
        return joined;
    }

    @Test
    void thereAreAsManyAsAllowedAndAsThereIsWorkFor() {
        assertThat(join(2)).isEqualTo(2);
        assertThat(join(100)).isEqualTo(2);
        workers.allow(8, false);
        assertThat(join(100)).isEqualTo(4);
        assertThat(workers.size()).isEqualTo(new BucketSource.Workers(8, 16, false));
    }

    @Test
    void whoIsTooMuchLeavesAndWhoWantsToDoesAnyway() {
        join(100);
        assertThat(workers.mayLeave(false)).isFalse();
        workers.allow(3, true);
        assertThat(workers.mayLeave(false)).isTrue();
        assertThat(workers.mayLeave(false)).isFalse();
        assertThat(workers.mayLeave(true)).isTrue();
        assertThat(join(100)).isEqualTo(1);
    }

    @Test
    void withoutRoomThereIsOneLessThanThereAreAndNeverMoreAgain() {
        join(3);
        assertThat(workers.shrink()).isEqualTo(2);
        workers.allow(10, false);
        assertThat(workers.size()).isEqualTo(new BucketSource.Workers(2, 2, false));
        assertThat(workers.shrink()).isEqualTo(1);
        assertThat(workers.shrink()).as("the last one stays").isZero();
    }

    @Test
    void aPassWithALowerLimitHasNoMoreAndAllLaterOnesNeither() {
        workers.allow(16, true);
        workers.limitTo(8);
        assertThat(workers.size()).isEqualTo(new BucketSource.Workers(8, 8, true));
        workers.allow(16, true);
        assertThat(join(100)).isEqualTo(8);
    }
}
