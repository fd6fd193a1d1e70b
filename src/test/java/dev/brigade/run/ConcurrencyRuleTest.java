package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.run.Curve.Replay;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule on curves, recorded and made up. Seeds stand in the messages. */
final class ConcurrencyRuleTest {
    private static final int MOST = 128;
    private static final int SEEDS = 12;

    /**
     * Two processors, rsync 3.5.0, tmpfs, files of 2 KiB. Other work ran beside, so this is reckoned: from the time of
     * whole copies by 1, 2 and 4 processes, and beyond from the processor time that more of them took.
     */
    private static final Curve SMALL = new Curve("small", 0.1)
            .at(1, 16000, .7)
            .at(2, 22000, .97)
            .at(4, 23000, 1)
            .at(16, 22500, 1)
            .at(64, 21000, 1)
            .at(128, 19000, 1);

    /**
     * Files of 4 KiB onto slowfs, 1 ms an operation; 4 to 16 processes as recorded, those beyond by the processor time
     * of a file.
     */
    private static final Curve LATENCY_1 = new Curve("1 ms", 0.1)
            .at(1, 70, .06)
            .at(4, 301, .26)
            .at(8, 472, .4)
            .at(16, 854, .7)
            .at(32, 1150, .97)
            .at(64, 1150, 1)
            .at(128, 1100, 1);

    /**
     * The same with 5 ms on an idle machine: the rates of whole copies ({@code src/bench/run latency-5
     * auto-latency-5}), how busy processors were with 4, 16 and 128 processes, and with numbers between them in
     * proportion.
     */
    private static final Curve LATENCY_5 = new Curve("5 ms", 0.015)
            .at(1, 18, .02)
            .at(4, 72, .06)
            .at(8, 143, .09)
            .at(16, 279, .16)
            .at(32, 525, .3)
            .at(64, 946, .55)
            .at(128, 1270, .92);

    private static final Curve SKEWED = new Curve("skewed", 0.08)
            .at(1, 900, .8)
            .at(2, 1100, .97)
            .at(4, 1100, 1)
            .at(128, 900, 1)
            .mixed();

    /** A server of many processors, a client that has time: each process brings as much as the one before. */
    private static final Curve LINEAR =
            new Curve("linear", 0.01).at(1, 16, .004).at(128, 2048, .5);

    private static final Curve THRASHING = new Curve("thrashing", 0.02)
            .at(1, 50, .02)
            .at(2, 95, .04)
            .at(4, 180, .08)
            .at(8, 300, .15)
            .at(16, 220, .12)
            .at(32, 150, .1)
            .at(64, 100, .07)
            .at(128, 80, .05);

    private static final Curve SINGLE = new Curve("a disk that likes one", 0.02)
            .at(1, 1000, .05)
            .at(2, 600, .05)
            .at(4, 350, .05)
            .at(8, 200, .05)
            .at(16, 110, .05)
            .at(32, 60, .05)
            .at(64, 35, .05)
            .at(128, 25, .05);

    private static final Curve SATURATED = new Curve("a server that is full", 0.02)
            .at(1, 50, .02)
            .at(8, 300, .15)
            .at(128, 310, .2);

    private static final Curve FLAT = new Curve("flat", 0.03).at(1, 20000, .95).at(128, 20000, 1);

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments(SMALL, 4),
                arguments(SMALL, 60),
                arguments(SMALL, 8),
                arguments(LATENCY_1, 8),
                arguments(LATENCY_1, 60),
                arguments(LATENCY_5, 8),
                arguments(LATENCY_5, 60),
                arguments(SKEWED, 8),
                arguments(SKEWED, 60),
                arguments(FLAT, 4),
                arguments(FLAT, 60),
                arguments(LINEAR, 120),
                arguments(SATURATED, 60),
                arguments(THRASHING, 120));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void copiesWithinATenthOfTheBestFixedNumber(Curve curve, double seconds) {
        double chosen = mean(random -> curve.choose(seconds, random).cost());
        double best = IntStream.rangeClosed(0, 7)
                .mapToDouble(i -> mean(random -> curve.fixed(1 << i, seconds, random)))
                .max()
                .orElseThrow();
        double part = chosen / best;
        assertThat(part).as("of what the best copies").isGreaterThan(0.9);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void settlesAndDoesNotOscillate(Curve curve, double seconds) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Replay replay = curve.choose(1200, new Random(seed));
            assertThat(replay.changes())
                    .as("changes in twenty minutes of %s, seed %d", curve, seed)
                    .isLessThan(40);
            assertThat(curve.choose(55, new Random(seed)).end().isSettled())
                    .as("%s, seed %d", curve, seed)
                    .isTrue();
        }
    }

    @Test
    void reaches64InTwoSecondsBehind5Milliseconds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(LATENCY_5.choose(8, new Random(seed)).seconds64())
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(2);
        }
    }

    /** A run that is over before a rate can be trusted goes by the idle processors alone. */
    @Test
    void leapsToTheMostInAShortRunBehind5Milliseconds() {
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(LATENCY_5.choose(8, new Random(seed)).largest())
                    .as("seed %d", seed)
                    .isGreaterThan(100);
        }
    }

    @Test
    void climbsToTheMostWhereEachProcessBringsMore() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ConcurrencyRule end = LINEAR.choose(55, new Random(seed)).end();
            assertThat(end.processes()).as("seed %d", seed).isEqualTo(MOST);
            assertThat(end.grew()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void backsOffWhereMoreProcessesAreSlower() {
        for (int seed = 0; seed < SEEDS; seed++) {
            ConcurrencyRule end = THRASHING.choose(55, new Random(seed)).end();
            assertThat(end.processes()).as("seed %d", seed).isBetween(5, 12);
            assertThat(end.grew()).as("seed %d", seed).isFalse();
            assertThat(SINGLE.choose(55, new Random(seed)).end().processes())
                    .as("seed %d", seed)
                    .isBetween(1, 2);
        }
    }

    @Test
    void staysLowWhereProcessorsAreFull() {
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Curve curve : new Curve[] {FLAT, SMALL, SKEWED}) {
                Replay replay = curve.choose(60, new Random(seed));
                assertThat(replay.largest()).as("%s, seed %d", curve, seed).isLessThanOrEqualTo(16);
                assertThat(replay.end().processes())
                        .as("%s, seed %d", curve, seed)
                        .isBetween(2, 16);
            }
        }
    }

    @Test
    void startsAnewWhereFullProcessorsBecomeIdle() {
        ConcurrencyRule rule = ConcurrencyRule.begin(2, MOST);
        while (!rule.isSettled()) {
            rule = rule.after(sample(rule.processes(), 5000, 0.97));
        }
        assertThat(rule.processes()).isEqualTo(4);
        for (int i = 0; i < 20 && rule.processes() == 4; i++) {
            rule = rule.after(sample(rule.processes(), 15, 0.05));
        }
        assertThat(rule.processes()).isEqualTo(64);
    }

    @Test
    void learnsNothingFromAWindowInWhichOtherThanTheAllowedRan() {
        ConcurrencyRule begin = ConcurrencyRule.begin(2, MOST);
        assertThat(begin.after(sample(3, 15, 0.01))).isSameAs(begin);
        assertThat(begin.after(sample(0, 0, 0))).isSameAs(begin);
        assertThat(begin.after(sample(5, 15, 0.01))).isSameAs(begin);
    }

    @Test
    void waitsForAnEntryHoweverIdleTheProcessorsAre() {
        ConcurrencyRule rule = ConcurrencyRule.begin(2, MOST);
        for (int i = 0; i < 1000; i++) {
            rule = rule.after(sample(rule.processes(), 0, 0.01));
        }
        assertThat(rule.processes()).isEqualTo(4);
    }

    @Test
    void climbsByTheRateAloneWhereNobodyTellsOfTheProcessors() {
        ConcurrencyRule rule = ConcurrencyRule.begin(2, MOST);
        for (int i = 0; i < 400; i++) {
            rule = rule.after(sample(rule.processes(), 10 * rule.processes(), Double.NaN));
        }
        assertThat(rule.processes()).isEqualTo(MOST);
    }

    @Test
    void staysWithinItsBounds() {
        Random random = new Random(7);
        for (int most : new int[] {1, 2, 3, 100, MOST}) {
            ConcurrencyRule rule = ConcurrencyRule.begin(1 + random.nextInt(64), most);
            for (int i = 0; i < 20_000; i++) {
                rule = rule.after(sample(rule.processes(), random.nextInt(1000), random.nextDouble()));
                assertThat(rule.processes()).as("most %d, seed 7", most).isBetween(1, most);
            }
        }
    }

    private static double mean(ToDoubleFunction<Random> run) {
        return IntStream.range(0, SEEDS)
                .mapToDouble(seed -> run.applyAsDouble(new Random(seed)))
                .average()
                .orElseThrow();
    }

    private static Sample sample(int processes, long entries, double busy) {
        return new Sample(processes, 0.25, entries, entries, entries, busy, 1e6);
    }
}
