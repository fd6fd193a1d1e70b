package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Totals;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries in a bucket as the user asked for, or a little more where one bucket would have to run alone at the end. */
final class BucketLimitsTest {
    private static long entries(long items, long entries, int processes) {
        return BucketLimits.of(new Totals(entries, 0, 0), processes, OptionalLong.of(items), OptionalLong.of(1), 1)
                .entries();
    }

    private static long buckets(long items, long entries, int processes) {
        return -Math.floorDiv(-entries, entries(items, entries, processes));
    }

    @ParameterizedTest
    @CsvSource({
        // -f, entries, -p: entries in a bucket, buckets
        "170, 11000, 64, 172, 64", // 11,000 / 64 rounded down, as the recipe says to
        "171, 11000, 64, 172, 64",
        "172, 11000, 64, 172, 64",
        "85, 11000, 64, 86, 128", // two rounds
        "1000, 8009, 8, 1002, 8",
        "1000, 9000, 8, 1125, 8", // an eighth more, and not one entry beyond it
        "1000, 9001, 8, 1000, 10",
        "1000, 15900, 8, 1000, 16", // nothing runs alone here
        "1, 11000, 64, 1, 11000", // a process for each entry is what was asked for
        "7, 100, 10, 7, 15",
        "278, 793614, 4, 288, 2756", // 279 would make 2,845: one alone again
        "170, 170, 1, 170, 1",
        "11000, 11000, 64, 11000, 1", // larger than a share: fewer buckets than processes
        "20000, 11000, 64, 20000, 1", // larger than the tree
        "1000, 1, 8, 1000, 1",
    })
    void isStretchedByAnEighthAtMost(long items, long entries, int processes, long each, long buckets) {
        assertThat(entries(items, entries, processes)).isEqualTo(each);
        assertThat(buckets(items, entries, processes)).isEqualTo(buckets);
    }

    @Test
    void holdsForTheLargestNumbers() {
        long most = 999_999_999_999_999_999L;
        assertThat(entries(most, Long.MAX_VALUE, 1024)).isEqualTo(most);
        assertThat(entries(most, Long.MAX_VALUE, 1)).isBetween(most, most + most / 8);
        assertThat(entries(1, Long.MAX_VALUE, 1024)).isEqualTo(1);
        assertThat(entries(most, 0, 1)).isEqualTo(most);
    }

    @Test
    void neverShrinksNeverStretchesForNothing() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long items = 1 + random.nextInt(2_000);
            long entries = random.nextInt(1_000_000);
            int processes = 1 + random.nextInt(128);
            assertThat(entries(items, entries, processes))
                    .as("-f %d over %d entries, -p %d", items, entries, processes)
                    .isBetween(items, items + items / 8);
            if (entries(items, entries, processes) > items) {
                assertThat(buckets(items, entries, processes) % processes)
                        .as("whole rounds: -f %d over %d entries, -p %d", items, entries, processes)
                        .isZero();
            }
        }
    }
}
