package dev.brigade.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each inode is new once, however many there are, up to the limit. */
final class KeySetTest {
    @Test
    void knowsWhatItSaw() {
        Random random = new Random(7);
        KeySet inodes = new KeySet(100_000);
        Set<Long> known = new HashSet<>();
        for (int i = 0; i < 150_000; i++) {
            long key = (random.nextInt(100_000) + 1L) * 0x9E3779B97F4A7C15L;
            assertThat(inodes.add(key)).isEqualTo(known.add(key));
        }
        assertThat(known).hasSizeGreaterThan(50_000);
        assertThat(inodes.isComplete()).isTrue();
    }

    @Test
    void beyondTheLimitEachIsNewAndThatIsKnown() {
        KeySet inodes = new KeySet(2);
        assertThat(inodes.add(1)).isTrue();
        assertThat(inodes.add(-2)).isTrue();
        assertThat(inodes.add(1)).isFalse();
        assertThat(inodes.isComplete()).isTrue();
        assertThat(inodes.add(3)).isTrue();
        assertThat(inodes.add(3)).isTrue();
        assertThat(inodes.add(-2)).isFalse();
        assertThat(inodes.isComplete()).isFalse();
    }
}
