package dev.brigade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Bucket;
import dev.brigade.model.Bucket.Kind;
import dev.brigade.model.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The deal is even, and every piece is dealt once. */
final class DealerTest {
    private static final int SEEDS = 200;

    @Test
    void noBucketIsFurtherAboveTheMeanThanOnePiece() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<Piece> pieces = pieces(random);
            Sizing sizing = new Sizing(1 + random.nextInt(3000), Long.MAX_VALUE, Long.MAX_VALUE);
            List<Bucket> buckets = Dealer.deal(pieces, sizing);
            long total = Bucket.costOf(
                    pieces.stream().mapToLong(Piece::entries).sum(),
                    pieces.stream().mapToLong(Piece::bytes).sum());
            long largest = pieces.stream().mapToLong(Piece::cost).max().orElseThrow();
            // One more: costs are rounded down to whole MiB.
            assertThat(buckets)
                    .as("seed %d", seed)
                    .allSatisfy(bucket ->
                            assertThat(bucket.cost()).isLessThanOrEqualTo(total / buckets.size() + largest + 1));
        }
    }

    @Test
    void everyPieceIsDealtOnceAmongItsLikes() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<Piece> pieces = pieces(random).stream()
                    .map(piece -> new Piece(
                            piece.number(),
                            random.nextInt(3),
                            Kind.values()[random.nextInt(3)],
                            piece.slice(),
                            piece.entries(),
                            piece.bytes(),
                            piece.argumentBytes(),
                            null))
                    .toList();
            Sizing sizing = new Sizing(1 + random.nextInt(3000), 1 + random.nextInt(1 << 30), 1 + random.nextInt(4000));
            List<Slice> dealt = new ArrayList<>();
            List<Bucket> buckets = Dealer.deal(pieces, sizing);
            for (Bucket bucket : buckets) {
                Set<Piece> of = bucket.pieces().stream().map(pieces::get).collect(Collectors.toSet());
                assertThat(of).extracting(Piece::source).containsOnly(bucket.source());
                assertThat(of).extracting(Piece::kind).containsOnly(bucket.kind());
                assertThat(bucket.slices()).isNotEmpty().isSortedAccordingTo(Comparator.comparingLong(Slice::from));
                dealt.addAll(bucket.slices());
            }
            assertThat(dealt)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            pieces.stream().map(Piece::slice).toList());
            assertThat(buckets.stream().mapToLong(Bucket::bytes).sum())
                    .isEqualTo(pieces.stream().mapToLong(Piece::bytes).sum());
        }
    }

    @Test
    void aLargePieceThatComesLastDoesNotComeOnTopOfAFullBucket() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pieces.add(piece(i, 10, 0, 1));
        }
        pieces.add(piece(100, 250, 0, 1));
        Sizing sizing = new Sizing(250, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(Dealer.deal(pieces, sizing))
                .hasSize(5)
                .allSatisfy(bucket -> assertThat(bucket.entries()).isEqualTo(250));
    }

    @Test
    void severalPiecesTogetherAreAtMostTwiceTheSizeAndFitOnACommandLine() {
        int several = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<Piece> pieces = pieces(random);
            Sizing sizing = new Sizing(1 + random.nextInt(3000), 1 + random.nextInt(1 << 30), 1 + random.nextInt(9000));
            for (Bucket bucket : Dealer.deal(pieces, sizing)) {
                if (bucket.slices().size() > 1) {
                    several++;
                    long arguments = bucket.slices().stream()
                            .mapToLong(slice -> pieces.get((int) slice.from()).argumentBytes())
                            .sum();
                    assertThat(bucket.entries()).as("seed %d", seed).isLessThanOrEqualTo(2 * sizing.entries());
                    assertThat(bucket.bytes()).as("seed %d", seed).isLessThanOrEqualTo(2 * sizing.bytes());
                    assertThat(arguments).as("seed %d", seed).isLessThanOrEqualTo(sizing.argumentBytes());
                }
            }
        }
        assertThat(several).as("otherwise nothing was proved").isGreaterThan(1000);
    }

    @Test
    void entriesAreBoundedEvenWhereBytesMakeTheCost() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            pieces.add(i < 7 ? piece(i, 1, 19_000L << 20, 1) : piece(i, 100, 0, 1));
        }
        Sizing sizing = new Sizing(100, 20_000L << 20, Long.MAX_VALUE);
        assertThat(Dealer.deal(pieces, sizing))
                .allSatisfy(bucket -> assertThat(bucket.entries()).isLessThanOrEqualTo(200));
    }

    @Test
    void nothingMakesNoBucket() {
        assertThat(Dealer.deal(List.of(), new Sizing(1, 1, 1))).isEmpty();
    }

    private static List<Piece> pieces(Random random) {
        List<Piece> pieces = new ArrayList<>();
        int count = 1 + random.nextInt(300);
        for (int i = 0; i < count; i++) {
            pieces.add(piece(i, 1 + random.nextInt(1000), random.nextInt(1 << 28), random.nextInt(3000)));
        }
        return pieces;
    }

    private static Piece piece(int number, long entries, long bytes, long argumentBytes) {
        Slice slice = new Slice(number, number + 1, new Slice.Directories());
        return new Piece(number, 0, Kind.DIRECTORIES, slice, entries, bytes, argumentBytes, null);
    }
}
