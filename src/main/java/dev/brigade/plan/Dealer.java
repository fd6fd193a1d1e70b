package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.FileName;
import dev.brigade.model.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** Deals pieces to buckets like cards, the costliest first and each to the emptiest bucket, so that all buckets end alike. */
final class Dealer {
    private Dealer() {}

    static List<Bucket> deal(int source, Bucket.Kind kind, List<Piece> pieces, Sizing sizing) {
        long entries = pieces.stream().mapToLong(Piece::entries).sum();
        long bytes = pieces.stream().mapToLong(Piece::bytes).sum();
        long arguments = pieces.stream().mapToLong(Piece::argumentBytes).sum();
        long wanted = Math.max(
                ceil(entries, sizing.entries()),
                Math.max(ceil(bytes, sizing.bytes()), ceil(arguments, sizing.argumentBytes())));
        int count = (int) Math.max(1, Math.min(wanted, pieces.size()));

        PriorityQueue<Hand> hands = new PriorityQueue<>(Comparator.comparingLong(Hand::cost));
        for (int i = 0; i < count; i++) {
            hands.add(new Hand());
        }
        List<Hand> full = new ArrayList<>();
        pieces.stream().sorted(Comparator.comparingLong(Piece::cost).reversed()).forEach(piece -> {
            Hand hand = hands.isEmpty() ? new Hand() : hands.remove();
            while (!hand.hasRoom(piece, sizing)) {
                full.add(hand);
                hand = hands.isEmpty() ? new Hand() : hands.remove();
            }
            hand.take(piece);
            hands.add(hand);
        });
        full.addAll(hands);
        return full.stream()
                .filter(hand -> !hand.pieces.isEmpty())
                .map(hand -> hand.toBucket(source, kind))
                .toList();
    }

    private static long ceil(long total, long size) {
        return -Math.floorDiv(-total, size);
    }

    /** A bucket in the making. */
    private static final class Hand {
        private final List<Piece> pieces = new ArrayList<>();
        private long entries;
        private long bytes;
        private long argumentBytes;

        long cost() {
            return Bucket.costOf(entries, bytes);
        }

        /** An even deal in cost may come out uneven in entries or bytes: up to twice the size is borne, more is not. */
        boolean hasRoom(Piece piece, Sizing sizing) {
            return pieces.isEmpty()
                    || (entries + piece.entries() - sizing.entries() <= sizing.entries()
                            && bytes + piece.bytes() - sizing.bytes() <= sizing.bytes()
                            && argumentBytes + piece.argumentBytes() <= sizing.argumentBytes());
        }

        void take(Piece piece) {
            pieces.add(piece);
            entries += piece.entries();
            bytes += piece.bytes();
            argumentBytes += piece.argumentBytes();
        }

        Bucket toBucket(int source, Bucket.Kind kind) {
            Set<FileName> split = new HashSet<>();
            pieces.stream().map(Piece::split).filter(name -> name != null).forEach(split::add);
            // In the manifest's order the names are read in one go, and neighbours share their parents.
            List<Slice> slices = pieces.stream()
                    .map(Piece::slice)
                    .sorted(Comparator.comparingLong(Slice::from))
                    .toList();
            return new Bucket(source, kind, slices, entries, bytes, Set.copyOf(split));
        }
    }
}
