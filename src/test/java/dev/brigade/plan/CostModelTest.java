package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What entries and bytes cost is learned from what buckets took. */
final class CostModelTest {
    private static final long MEBI = 1 << 20;
    private static final int SEED = 5;

    @Test
    void unknownCostsAreInEntriesWorth() {
        assertThat(CostModel.UNKNOWN.isKnown()).isFalse();
        assertThat(CostModel.UNKNOWN.of(170, 30 * MEBI)).isEqualTo(200);
    }

    /** An entry over a filer, on a local disk; a mebibyte likewise. */
    @ParameterizedTest
    @CsvSource({"0.06, 0.001", "0.00006, 0.001", "0.005, 0.009", "0.001, 0", "0, 0.002"})
    void bothAreFoundFromMixedBuckets(double entry, double mebibyte) {
        Random random = new Random(SEED);
        CostModel costs = CostModel.UNKNOWN;
        for (int i = 0; i < 100; i++) {
            long entries = 1 + random.nextInt(5000);
            long mebibytes = random.nextInt(4000);
            double exact = CostModel.START + entries * entry + mebibytes * mebibyte;
            costs = costs.and(entries, mebibytes * MEBI, exact * (0.9 + random.nextDouble() / 5));
        }
        double wanted = 1000 * entry + 1000 * mebibyte;
        assertThat(costs.of(1000, 1000 * MEBI)).as("seed %d", SEED).isCloseTo(wanted, withinPercentage(10));
        assertThat(costs.of(1000, 0))
                .as("seed %d", SEED)
                .isBetween(1000 * entry * 0.8 - 0.15 * wanted, 1000 * entry * 1.2 + 0.15 * wanted);
    }

    @Test
    void whereBucketsAreAlikeTheirTimeIsStillRight() {
        CostModel costs = CostModel.UNKNOWN;
        for (int i = 0; i < 20; i++) {
            costs = costs.and(1000, 2 * MEBI, CostModel.START + 3);
        }
        assertThat(costs.of(500, MEBI)).isCloseTo(1.5, withinPercentage(3));
    }

    @Test
    void theLastBucketsCountMost() {
        CostModel costs = CostModel.UNKNOWN;
        for (int i = 0; i < 100; i++) {
            costs = costs.and(1000, 0, i < 50 ? 1 : 10);
        }
        assertThat(costs.of(1000, 0)).isCloseTo(10, withinPercentage(5));
    }

    @Test
    void nothingEverCostsLessThanNothing() {
        Random random = new Random(SEED);
        CostModel costs = CostModel.UNKNOWN;
        for (int i = 0; i < 1000; i++) {
            costs = costs.and(1 + random.nextInt(9), random.nextLong(5 * MEBI), random.nextDouble());
            assertThat(costs.of(1, 0)).as("seed %d", SEED).isNotNegative();
            assertThat(costs.of(0, MEBI)).as("seed %d", SEED).isNotNegative();
        }
    }
}
