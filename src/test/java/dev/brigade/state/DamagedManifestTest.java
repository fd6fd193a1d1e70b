package dev.brigade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.Listing;
import dev.brigade.model.RandomListings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that is not what was written ends a run with a message, not with its memory or in a loop. */
final class DamagedManifestTest {
    private static final int TRIALS = 3000;

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

    private static int readAll(Manifest manifest) throws IOException {
        int listings = 0;
        ListingCursor cursor = manifest.open();
        while (cursor.next()) {
            listings++;
            assertThat(cursor.entries()).hasSize(cursor.summary().entries());
        }
        return listings;
    }

    @Test
    void oneCutShortIsAnErrorWhereverItIsCut() throws IOException {
        try (Manifest manifest = write(RandomListings.of(1, 20, 60));
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (long size = manifest.size() - 1; size >= 0; size -= 1 + size / 300) {
                channel.truncate(size);
                assertThatThrownBy(() -> readAll(manifest)).as("size %d", size).isInstanceOf(IOException.class);
            }
        }
    }

    /** Bytes that are no lengths may change unseen; whatever they say, reading ends, and with an IOException at the worst. */
    @Test
    void changedBytesDoNotLeadAstray() throws IOException {
        List<Listing> listings = RandomListings.of(2, 30, 60);
        try (Manifest manifest = write(listings);
                FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            byte[] good = Files.readAllBytes(file());
            Random random = new Random(3);
            int refused = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                byte[] bad = good.clone();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    bad[random.nextInt(bad.length)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
                }
                channel.write(ByteBuffer.wrap(bad), 0);
                try {
                    assertThat(readAll(manifest)).as("trial %d", trial).isLessThanOrEqualTo(bad.length / 5);
                } catch (IOException e) {
                    refused++;
                }
            }
            assertThat(refused).isGreaterThan(TRIALS / 5);
            channel.write(ByteBuffer.wrap(good), 0);
            assertThat(readAll(manifest)).isEqualTo(listings.size());
        }
    }
}
