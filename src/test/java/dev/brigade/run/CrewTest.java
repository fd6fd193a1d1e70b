package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.plan.Supply;
import org.junit.jupiter.api.Test;

/** How many threads come and go. */
final class CrewTest {
    private final Crew crew = new Crew(4, 16);

    private int join(int work) {
        int joined = 0;
        while (crew.mayJoin(work)) {
            joined++;
        }
        return joined;
    }

    @Test
    void thereAreAsManyAsAllowedAndAsThereIsWorkFor() {
        assertThat(join(2)).isEqualTo(2);
        assertThat(join(100)).isEqualTo(2);
        crew.allow(8, 16);
        assertThat(join(100)).isEqualTo(4);
        assertThat(crew.size()).isEqualTo(new Supply.Crew(8, 16));
    }

    @Test
    void whoIsTooMuchLeavesAndWhoWantsToDoesAnyway() {
        join(100);
        assertThat(crew.mayLeave(false)).isFalse();
        crew.allow(3, 16);
        assertThat(crew.mayLeave(false)).isTrue();
        assertThat(crew.mayLeave(false)).isFalse();
        assertThat(crew.mayLeave(true)).isTrue();
        assertThat(join(100)).isEqualTo(1);
    }

    @Test
    void withoutRoomThereIsOneLessThanThereAreAndNeverMoreAgain() {
        join(3);
        assertThat(crew.shrink()).isEqualTo(2);
        crew.allow(10, 16);
        assertThat(crew.size()).isEqualTo(new Supply.Crew(2, 2));
        assertThat(crew.shrink()).isEqualTo(1);
        assertThat(crew.shrink()).as("the last one stays").isZero();
    }
}
