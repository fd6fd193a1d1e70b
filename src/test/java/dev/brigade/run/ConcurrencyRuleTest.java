package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.run.ConcurrencyRule.Done;
import dev.brigade.run.ConcurrencyRule.Sample;
import dev.brigade.run.PlayedStorage.Rate;
import dev.brigade.run.PlayedStorage.Replay;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule of {@code -p auto} finds a good number on storages of every kind. Messages have the seeds. */
final class ConcurrencyRuleTest {
    private static final int MOST = PlayedStorage.MOST;
    private static final int SEEDS = 5;

    private static final PlayedStorage LINEAR = storage("linear", (p, t) -> 18 * p, 0.001);
    private static final PlayedStorage FULL_CPU = storage("full processors", (p, t) -> 23_000 * p / (p + 0.4), 0.25);
    private static final PlayedStorage BEHIND_5_MS = storage("5 ms", (p, t) -> Math.min(18 * p, 1270), 0.006);

    static Stream<PlayedStorage> storages() {
        return Stream.of(
                LINEAR,
                FULL_CPU,
                BEHIND_5_MS,
                storage("1 ms", (p, t) -> Math.min(60 * p, 1150), 0.025),
                storage("saturating early", (p, t) -> 300.0 * p / (p + 2), 0.002),
                storage("saturating late", (p, t) -> 3000.0 * p / (p + 20), 0.01),
                storage("a full server", (p, t) -> Math.min(40 * p, 320), 0.003),
                storage("flat", (p, t) -> 500, 0.05),
                storage("thrashing", (p, t) -> p <= 8 ? 40 * p : 900 / Math.sqrt(p), 0.003),
                storage("a disk that likes one", (p, t) -> 1000 / Math.sqrt(p), 0.01),
                new PlayedStorage("noisy", (p, t) -> Math.min(40 * p, 1280), 0.01, 0.5),
                storage("slower each hour", (p, t) -> 40 * Math.min(p, 32) * (1 - t / 3600), 0.004));
    }

    private static PlayedStorage storage(String name, Rate rate, double busy) {
        return new PlayedStorage(name, rate, busy, 0.1);
    }

    @ParameterizedTest
    @MethodSource("storages")
    void findsANumberThatDoesNineTenthsOfTheBest(PlayedStorage storage) {
        for (int seed = 0; seed < SEEDS; seed++) {
            ConcurrencyRule end = storage.play(200, new Random(seed)).end();
            assertThat(end.isSettled()).as("settled, seed %d", seed).isTrue();
            assertThat(storage.part(end.processes(), 200))
                    .as("throughput of %d processes, seed %d", end.processes(), seed)
                    .isGreaterThan(0.9);
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void spendsMostOfALongRunWithSuchANumber(PlayedStorage storage) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Replay replay = storage.play(1200, new Random(seed));
            double mean = replay.numbers().stream()
                    .mapToDouble(p -> storage.part(p, 0))
                    .average()
                    .orElseThrow();
            assertThat(mean).as("throughput, seed %d", seed).isGreaterThan(0.85);
            assertThat(replay.changes()).as("changes, seed %d", seed).isLessThan(60);
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void findsAnotherNumberIfTheStorageChanges(PlayedStorage storage) {
        PlayedStorage changing = storage(
                "other, then " + storage,
                (p, t) -> (t < 100 ? Math.min(40 * p, 320) : storage.rate().of(p, t)),
                0.003);
        for (int seed = 0; seed < SEEDS; seed++) {
            Replay replay = changing.play(1500, new Random(seed));
            ConcurrencyRule end = replay.end();
            int chosen = end.isSettled() ? end.processes() : end.best().processes();
            assertThat(storage.part(chosen, 1500))
                    .as("throughput of %d processes, seed %d", chosen, seed)
                    .isGreaterThan(0.85);
        }
    }

    /** A short run has no time to measure. */
    @Test
    void allows64ProcessesAfterFiveLooksBehindALatency() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(BEHIND_5_MS.play(3, new Random(seed)).largest())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(64);
        }
    }

    @Test
    void staysLowIfProcessorsAreFull() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(FULL_CPU.play(600, new Random(seed)).largest())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(16);
        }
    }

    @Test
    void beginsWithTwoProcessesACore() {
        assertThat(ConcurrencyRule.begin(8, MOST).processes()).isEqualTo(16);
        assertThat(ConcurrencyRule.begin(8, 5).processes()).isEqualTo(5);
        assertThat(ConcurrencyRule.begin(8, 5).isSettled()).isFalse();
    }

    @Test
    void aNumberOfTheUserStays() {
        ConcurrencyRule rule = ConcurrencyRule.fixed(7);
        assertThat(rule.processes()).isEqualTo(7);
        assertThat(rule.isSettled()).isTrue();
        for (int i = 0; i < 2000; i++) {
            rule = rule.after(sample(7, 100, 0.01, 14));
        }
        assertThat(rule).isEqualTo(ConcurrencyRule.fixed(7));
    }

    /** Such as at the end of a pass. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void learnsNothingIfOtherThanTheAllowedRan(int running) {
        ConcurrencyRule begin = ConcurrencyRule.begin(2, MOST);
        assertThat(begin.after(sample(running, 15, 0.01, 100))).isSameAs(begin);
    }

    @Test
    void waitsForEntriesHoweverIdleTheProcessorsAre() {
        ConcurrencyRule rule = ConcurrencyRule.begin(2, MOST);
        for (int i = 0; i < 1000; i++) {
            rule = rule.after(sample(rule.processes(), 0, 0.01, 0));
        }
        assertThat(rule.processes()).isEqualTo(4);
    }

    /** They did part of their work with another number. */
    @Test
    void bucketsThatBeganBeforeTheLastChangeDoNotCount() {
        ConcurrencyRule rule = ConcurrencyRule.begin(2, MOST);
        for (int i = 0; i < 80; i++) {
            rule = rule.after(new Sample(4, 0.25, 100, 1, List.of(new Done(25, 100))));
        }
        assertThat(rule.processes()).isEqualTo(4);
    }

    @Test
    void staysWithinItsBounds() {
        Random random = new Random(7);
        for (int most : new int[] {1, 2, 3, 100, MOST}) {
            ConcurrencyRule rule = ConcurrencyRule.begin(1 + random.nextInt(64), most);
            for (int i = 0; i < 20_000; i++) {
                rule = rule.after(
                        sample(rule.processes(), random.nextInt(1000), random.nextDouble(), random.nextInt(200)));
                assertThat(rule.processes()).as("most %d, seed 7", most).isBetween(1, most);
            }
        }
    }

    private static Sample sample(int running, long told, double busy, int buckets) {
        return new Sample(
                running,
                0.25,
                told,
                busy,
                Stream.generate(() -> new Done(0.25, 10)).limit(buckets).toList());
    }
}
