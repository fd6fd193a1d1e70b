package dev.brigade.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Deals all pieces to buckets of a wanted size, like cards: the costliest first and each to the emptiest bucket, so
 * that all buckets end alike. Pure.
 */
public final class BucketPacker {
    private BucketPacker() {}

    /** Deals pieces of any source and kind; the costliest bucket comes first. */
    public static List<Bucket> deal(List<WorkItem> workItems, BucketLimits bucketLimits) {
        record Together(int source, Bucket.Kind kind) {}
        Map<Together, List<WorkItem>> groups = new LinkedHashMap<>();
        workItems.forEach(workItem -> groups.computeIfAbsent(
                        new Together(workItem.source(), workItem.kind()), none -> new ArrayList<>())
                .add(workItem));
        return groups.values().stream()
                .flatMap(group -> dealAlike(group, bucketLimits).stream())
                .sorted(Comparator.comparingLong(Bucket::cost).reversed())
                .toList();
    }

    private static List<Bucket> dealAlike(List<WorkItem> workItems, BucketLimits bucketLimits) {
        long entries = workItems.stream().mapToLong(WorkItem::entries).sum();
        long bytes = workItems.stream().mapToLong(WorkItem::bytes).sum();
        long arguments = workItems.stream().mapToLong(WorkItem::argumentBytes).sum();
        long wanted = Math.max(
                ceil(entries, bucketLimits.entries()),
                Math.max(ceil(bytes, bucketLimits.bytes()), ceil(arguments, bucketLimits.argumentBytes())));
        int count = (int) Math.max(1, Math.min(wanted, workItems.size()));

        PriorityQueue<Hand> hands = new PriorityQueue<>(Comparator.comparingLong(Hand::cost));
        for (int i = 0; i < count; i++) {
            hands.add(new Hand());
        }
        List<Hand> full = new ArrayList<>();
        workItems.stream()
                .sorted(Comparator.comparingLong(WorkItem::cost).reversed())
                .forEach(workItem -> {
                    Hand hand = hands.isEmpty() ? new Hand() : hands.remove();
                    while (!hand.hasRoom(workItem, bucketLimits)) {
                        full.add(hand);
                        hand = hands.isEmpty() ? new Hand() : hands.remove();
                    }
                    hand.take(workItem);
                    hands.add(hand);
                });
        full.addAll(hands);
        return full.stream()
                .filter(hand -> !hand.workItems.isEmpty())
                .map(hand -> AdaptiveBucketSource.bucket(hand.workItems))
                .toList();
    }

    private static long ceil(long total, long size) {
        return -Math.floorDiv(-total, size);
    }

    /** A bucket in the making. */
    private static final class Hand {
        private final List<WorkItem> workItems = new ArrayList<>();
        private long entries;
        private long bytes;
        private long argumentBytes;

        long cost() {
            return Bucket.costOf(entries, bytes);
        }

        /** An even deal in cost may come out uneven in entries or bytes: up to twice the size is borne, more is not. */
        boolean hasRoom(WorkItem workItem, BucketLimits bucketLimits) {
            return workItems.isEmpty()
                    || (entries + workItem.entries() - bucketLimits.entries() <= bucketLimits.entries()
                            && bytes + workItem.bytes() - bucketLimits.bytes() <= bucketLimits.bytes()
                            && argumentBytes + workItem.argumentBytes() <= bucketLimits.argumentBytes());
        }

        void take(WorkItem workItem) {
            workItems.add(workItem);
            entries += workItem.entries();
            bytes += workItem.bytes();
            argumentBytes += workItem.argumentBytes();
        }
    }
}
