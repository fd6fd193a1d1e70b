package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import org.junit.jupiter.api.Test;

/** Directories to look at once more. */
final class AffectedDirectoriesTest {
    private static final FileName A = FileName.of("a");

    private final AffectedDirectories affected = new AffectedDirectories();

    @Test
    void areThoseThatWereAdded() {
        assertThat(affected.isEmpty()).isTrue();
        affected.add(A);
        affected.add(FileName.ROOT);
        assertThat(affected.isEmpty()).isFalse();
        assertThat(affected.contains(A)).isTrue();
        assertThat(affected.contains(FileName.ROOT)).isTrue();
        assertThat(affected.contains(FileName.of("a/b"))).isFalse();
    }

    @Test
    void areAllWhereNoNameIsKnown() {
        affected.addAll();
        assertThat(affected.isEmpty()).isFalse();
        assertThat(affected.contains(A)).isTrue();
    }

    /** Whatever cannot be remembered is looked at too. */
    @Test
    void areAllWhereTheyAreTooMany() {
        for (int i = 0; i < 1_000_000; i++) {
            affected.add(FileName.of(new byte[] {(byte) (i >> 16), (byte) (i >> 8), (byte) i}));
        }
        assertThat(affected.contains(A)).isFalse();
        affected.add(A);
        assertThat(affected.contains(A)).isTrue();
        assertThat(affected.contains(FileName.of("never added"))).isTrue();
    }
}
