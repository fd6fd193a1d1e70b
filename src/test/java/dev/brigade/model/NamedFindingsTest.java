package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Things by name. */
final class NamedFindingsTest {
    private final NamedFindings<Integer, String> collected = new NamedFindings<>();

    @Test
    void keepsTheFirstOfEachNameInOrder() {
        assertThat(collected.isEmpty()).isTrue();
        collected.add(2, "two");
        collected.add(1, "one");
        collected.add(2, "two again");
        assertThat(collected.isEmpty()).isFalse();
        assertThat(collected.things()).containsExactly("two", "one");
        assertThat(collected.keys()).containsExactlyInAnyOrder(1, 2);
        assertThat(collected.capped()).isEqualTo(CappedList.of(List.of("two", "one")));
        assertThat(collected.more()).isZero();
    }

    @Test
    void countsWhatItCannotKeep() {
        IntStream.range(0, CappedList.KEPT + 5).forEach(i -> collected.add(i, "x"));
        collected.add(0, "known");
        assertThat(collected.things()).hasSize(CappedList.KEPT);
        assertThat(collected.more()).isEqualTo(5);
        assertThat(collected.capped().count()).isEqualTo(CappedList.KEPT + 5);
        assertThat(collected.capped().first()).hasSize(CappedList.KEPT);
        collected.addUnnamed(7);
        assertThat(collected.capped().count()).isEqualTo(CappedList.KEPT + 12);
    }

    @Test
    void losesNothingBetweenThreads() {
        IntStream.range(0, 50_000).parallel().forEach(i -> collected.add(i / 2, "x"));
        assertThat(collected.capped().count()).isEqualTo(25_000);
        assertThat(collected.keys()).hasSize(25_000);
    }
}
