package dev.brigade.plan;

import dev.brigade.model.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Deals all pieces to buckets of a wanted size, like cards: the costliest first and each to the emptiest bucket, so that all buckets end alike.
 * Pure.
 */
public final class Dealer {
    private Dealer() {}

    /** Deals pieces of any source and kind; the costliest bucket comes first. */
    public static List<Bucket> deal(List<Piece> pieces, Sizing sizing) {
        record Together(int source, Bucket.Kind kind) {}
        Map<Together, List<Piece>> groups = new LinkedHashMap<>();
        pieces.forEach(
                piece -> groups.computeIfAbsent(new Together(piece.source(), piece.kind()), none -> new ArrayList<>())
                        .add(piece));
        return groups.values().stream()
                .flatMap(group -> dealAlike(group, sizing).stream())
                .sorted(Comparator.comparingLong(Bucket::cost).reversed())
                .toList();
    }

    private static List<Bucket> dealAlike(List<Piece> pieces, Sizing sizing) {
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
                .map(hand -> Deal.bucket(hand.pieces))
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
    }
}
