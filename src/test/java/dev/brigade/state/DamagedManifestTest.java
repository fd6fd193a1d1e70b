package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.ListingSummary;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import dev.brigade.model.FileName;
import dev.brigade.model.RandomListings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that is not what was written ends a run with a message, not with its memory or in a loop. */
final class DamagedManifestTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("manifest");
    }

    private Manifest write(List<Listing> listings) throws IOException {
        try (ManifestWriter writer = new ManifestWriter(file())) {
            for (Listing listing : listings) {
                writer.add(listing);
            }
            return writer.finish();
        }
    }

    @Test
    void oneCutShortIsAnErrorWhereverItIsCut() throws IOException {
        try (Manifest manifest = write(RandomListings.of(1, 20, 60));
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (long size = manifest.readable() - 1; size >= 0; size -= 1 + size / 300) {
                channel.truncate(size);
                assertThatThrownBy(() -> sizes(manifest)).as("size %d", size).isInstanceOf(IOException.class);
            }
        }
    }

    /**
     * Bytes that are no lengths may change unseen; but what is read has the form of what was written, or there is an
     * IOException.
     */
    @Test
    void changedBytesDoNotLeadAstray() throws IOException {
        List<Listing> listings = List.of(
                new Listing(FileName.of("d"), Extent.WHOLE, List.of(entry("a", 0, 0), entry("b", 2 << 20, 0))),
                new Listing(FileName.of("e"), Extent.SOME, List.of(entry("c", 300, 5), entry("f", 2 << 20, -1))),
                new Listing(FileName.of("g"), Extent.SHARED, List.of(entry("h", 1L << 60, 0))));
        try (Manifest manifest = write(listings);
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            byte[] good = Files.readAllBytes(file());
            List<Integer> wanted = sizes(manifest);
            int refused = 0;
            for (int at = 0; at < good.length; at++) {
                for (byte[] patch : patches(good[at])) {
                    byte[] bad = good.clone();
                    System.arraycopy(patch, 0, bad, at, Math.min(patch.length, bad.length - at));
                    channel.write(ByteBuffer.wrap(bad), 0);
                    try {
                        assertThat(sizes(manifest)).as("%s at %d", patch, at).isEqualTo(wanted);
                    } catch (IOException e) {
                        refused++;
                    }
                }
            }
            assertThat(refused).isGreaterThan(good.length);
            channel.write(ByteBuffer.wrap(good), 0);
            assertThat(sizes(manifest)).isEqualTo(wanted);
        }
    }

    @Test
    void aRecordThatEndsBehindTheFileIsNotedBeforeItsEntriesAreRead() throws IOException {
        try (Manifest manifest =
                        write(List.of(new Listing(FileName.of("d"), Extent.WHOLE, List.of(entry("a", 0, 0)))));
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            int length = (int) manifest.readable() - Integer.BYTES;
            channel.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, length + 1), 0);
            assertThatThrownBy(() -> manifest.open().next()).isInstanceOf(IOException.class);
            channel.write(ByteBuffer.allocate(Integer.BYTES).putInt(0, length), 0);
            assertThat(manifest.open().next()).isTrue();
        }
    }

    private static Entry entry(String name, long size, long inode) {
        return new Entry(FileName.of(name), EntryType.FILE, size, 1_700_000_000_123_456_789L, inode);
    }

    /** Other values in one place, and the largest lengths that three ways to write a number can give. */
    private static List<byte[]> patches(byte before) {
        return List.of(
                new byte[] {(byte) (before + 1)},
                new byte[] {(byte) (before - 1)},
                new byte[] {0},
                new byte[] {0x7F},
                new byte[] {(byte) 0x80},
                new byte[] {(byte) 0xFF},
                new byte[] {0x7F, -1, -1, -1},
                new byte[] {-1, -1, -1, -1, 0x07},
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0x7F},
                new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01});
    }

    /** The number of entries in each listing, once all else that a summary says about them is seen to be possible. */
    private static List<Integer> sizes(Manifest manifest) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        ListingCursor cursor = manifest.open();
        while (cursor.next()) {
            ListingSummary summary = cursor.summary();
            assertThat(summary.linked()).isBetween(0, summary.entries());
            assertThat(summary.large())
                    .allSatisfy(large -> assertThat(large.index()).isBetween(0, summary.entries() - 1));
            assertThat(summary.bytes()).isNotNegative();
            sizes.add(cursor.entries().size());
        }
        return sizes;
    }
}
