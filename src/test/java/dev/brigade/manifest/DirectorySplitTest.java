package dev.brigade.manifest;

import static dev.brigade.manifest.LargeFilePolicy.APART_BY_LIMIT;
import static dev.brigade.manifest.LargeFilePolicy.APART_BY_NAME;
import static dev.brigade.manifest.LargeFilePolicy.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingSummary.LargeFile;
import dev.brigade.model.FileName;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a directory is handed to rsync: 100 entries and 1,000 bytes are what a bucket takes. */
final class DirectorySplitTest {
    private static final int LARGE_SIZE = 600;

    /** A listing's entries, bytes, linked entries, linked bytes and large files of 600 bytes each. */
    @ParameterizedTest
    @CsvSource({
        // entries, bytes, linked, linkedBytes, large, policy,  plain, plainBytes, apart, cut,   named
        "0,    0,    0,  0,   0, TOGETHER,       0,   0,    false, false, false",
        "100,  1000, 0,  0,   0, APART_BY_LIMIT, 100, 1000, false, false, false",
        "101,  1000, 0,  0,   0, APART_BY_LIMIT, 101, 1000, false, true,  true",
        "100,  1001, 0,  0,   0, APART_BY_LIMIT, 100, 1001, false, true,  true",
        "1,    5000, 0,  0,   0, APART_BY_LIMIT, 1,   5000, false, false, false",
        "2,    5000, 0,  0,   0, APART_BY_LIMIT, 2,   5000, false, true,  true",
        "100,  5000, 0,  0,   0, TOGETHER,       100, 0,    false, false, false",
        "101,  5000, 0,  0,   0, TOGETHER,       101, 0,    false, true,  true",
        "101,  1000, 1,  50,  0, APART_BY_LIMIT, 100, 950,  false, false, true",
        "100,  1100, 5,  100, 0, APART_BY_NAME,  95,  1000, false, false, true",
        "102,  1600, 0,  0,   2, APART_BY_LIMIT, 100, 400,  true,  false, false",
        "102,  1600, 0,  0,   2, APART_BY_NAME,  100, 400,  true,  false, true",
        "102,  1600, 0,  0,   2, TOGETHER,       102, 0,    false, true,  true",
        "50,   1600, 0,  0,   2, TOGETHER,       50,  0,    false, false, false",
        "110,  2000, 8,  300, 2, APART_BY_LIMIT, 100, 500,  true,  false, true",
        "50,   900,  0,  0,   0, APART_BY_NAME,  50,  900,  false, false, false",
    })
    void followsTheRule(
            int entries,
            long bytes,
            int linked,
            long linkedBytes,
            int large,
            LargeFilePolicy policy,
            long plainEntries,
            long plainBytes,
            boolean apart,
            boolean cut,
            boolean named) {
        ListingSummary listing = listing(Extent.WHOLE, entries, bytes, linked, linkedBytes, large);
        DirectorySplit rule = new DirectorySplit(100, 1_000, policy);
        assertThat(rule.plainEntries(listing)).isEqualTo(plainEntries);
        assertThat(rule.plainBytes(listing)).isEqualTo(plainBytes);
        assertThat(rule.isApart(listing)).isEqualTo(apart);
        assertThat(rule.isCut(listing)).isEqualTo(cut);
        assertThat(rule.isNamed(listing)).isEqualTo(named);
    }

    /** A directory that a listing tells only a part of would mean more to rsync than the listing. */
    @ParameterizedTest
    @EnumSource
    void namesEntriesOfListingsThatAreNotWhole(Extent extent) {
        assertThat(new DirectorySplit(100, 1_000, TOGETHER).isNamed(listing(extent, 5, 5, 0, 0, 0)))
                .isEqualTo(extent != Extent.WHOLE);
    }

    @Test
    void isCutOnlyForWhatIsPlain() {
        ListingSummary largeOnly = listing(Extent.WHOLE, 3, 3 * LARGE_SIZE, 0, 0, 3);
        assertThat(new DirectorySplit(100, 1_000, APART_BY_LIMIT).isCut(largeOnly))
                .isFalse();
        assertThat(new DirectorySplit(100, 1_000, APART_BY_NAME).isCut(largeOnly))
                .isFalse();
    }

    private static ListingSummary listing(
            Extent extent, int entries, long bytes, int linked, long linkedBytes, int large) {
        List<LargeFile> files = Collections.nCopies(large, new LargeFile(0, LARGE_SIZE));
        return new ListingSummary(0, 1, FileName.of("d"), extent, entries, bytes, linked, linkedBytes, 1, files);
    }
}
