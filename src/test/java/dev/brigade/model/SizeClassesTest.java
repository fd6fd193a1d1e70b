package dev.brigade.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each size belongs to the one class whose borders hold it. */
final class SizeClassesTest {
    @Test
    void everySizeIsInTheClassThatItsBordersSay() {
        LongStream edges = LongStream.range(0, 63).map(bit -> 1L << bit).flatMap(n -> LongStream.of(n - 1, n, n + 1));
        for (long size : LongStream.concat(edges, LongStream.of(Long.MAX_VALUE)).toArray()) {
            SizeClasses classes = new SizeClasses();
            classes.add(size);
            List<SizeClass> all = classes.toList();
            for (int i = 0; i < all.size(); i++) {
                long below = i + 1 < all.size() ? all.get(i + 1).from() : Long.MAX_VALUE;
                boolean here = size >= all.get(i).from() && (size < below || i + 1 == all.size());
                assertThat(all.get(i).files())
                        .as(size + " from " + all.get(i).from())
                        .isEqualTo(here ? 1 : 0);
                assertThat(all.get(i).bytes()).isEqualTo(here ? size : 0);
            }
        }
    }

    @Test
    void bordersAreOneKibibyteOneMebibyteAndOneTebibyte() {
        assertThat(new SizeClasses().toList())
                .extracting(SizeClass::from)
                .startsWith(0L, 1L, 1L << 10, 1L << 12)
                .contains(1L << 20, 1L << 30)
                .endsWith(1L << 40);
    }

    @Test
    void sumsAddUpAndNeverOverflow() {
        SizeClasses one = new SizeClasses();
        one.add(Long.MAX_VALUE);
        one.add(5);
        SizeClasses other = new SizeClasses();
        other.add(Long.MAX_VALUE);
        other.add(7);
        one.add(other);
        assertThat(one.toList()).contains(new SizeClass(1, 2, 12), new SizeClass(1L << 40, 2, Long.MAX_VALUE));
    }
}
