package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.Bucket.Kind;
import dev.brigade.model.FileName;
import dev.brigade.model.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes buckets of pieces when they are asked for: each as large as what is left allows ({@link Share}) by what the last ones took
 * ({@link Costs}). Pieces may still come meanwhile. The kind of work of which most is left comes first, or large files once each can have a
 * process; in it the largest pieces, those of a size as they stand in the manifest, so that neighbours stay together. Thread-safe; by no clock.
 */
public final class Deal implements Supply {
    /** How many pieces in a row are looked at for those that disturb nobody. */
    private static final int LOOK_AHEAD = 256;

    private final long argumentBytes;
    private final Map<Integer, Pool> pools = new TreeMap<>();
    private Costs costs = Costs.UNKNOWN;
    private int pieces;
    private long workedEntries;
    private long workedBytes;
    private boolean closed;

    /**
     * Begins without pieces.
     *
     * @param argumentBytes bytes that the names of a bucket may take together
     */
    public Deal(long argumentBytes) {
        this.argumentBytes = argumentBytes;
    }

    /** Takes one more piece. */
    public synchronized void add(Piece piece) {
        pools.computeIfAbsent(piece.source() * Kind.values().length + order(piece.kind()), none -> new Pool())
                .add(piece);
        pieces++;
    }

    /** Of equal shares left, large files come first, and then what cannot be divided further. */
    private static int order(Kind kind) {
        return switch (kind) {
            case LARGE -> 0;
            case LINKS -> 1;
            case DIRECTORIES -> 2;
        };
    }

    /** Says that no more pieces come. */
    public synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized Optional<Bucket> next(Set<FileName> busy, Crew crew) {
        Pool first = null;
        // What others still work on is not done either: else the even share would shrink with each bucket that is
        // taken.
        long entries = workedEntries;
        long bytes = workedBytes;
        for (Pool pool : pools.values()) {
            entries += pool.entries;
            bytes += pool.bytes;
            if (!pool.waiting.isEmpty() && (first == null || pool.urgency(crew) > first.urgency(crew))) {
                first = pool;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        Share share = Share.of(work(first.entries, first.bytes), work(entries, bytes), crew);
        List<Piece> taken = first.take(share, busy);
        pieces -= taken.size();
        Bucket bucket = bucket(taken);
        workedEntries += bucket.entries();
        workedBytes += bucket.bytes();
        return Optional.of(bucket);
    }

    private Share.Work work(long entries, long bytes) {
        return new Share.Work(costs.of(entries, bytes), entries, bytes, costs.isKnown());
    }

    static Bucket bucket(List<Piece> pieces) {
        Piece first = pieces.get(0);
        // In the manifest's order the names are read in one go, and neighbours share their parents.
        List<Slice> slices = pieces.stream()
                .map(Piece::slice)
                .sorted(Comparator.comparingLong(Slice::from))
                .toList();
        Set<FileName> split = new TreeSet<>();
        pieces.stream().map(Piece::split).filter(name -> name != null).forEach(split::add);
        return new Bucket(
                first.source(),
                first.kind(),
                pieces.stream().map(Piece::number).toList(),
                slices,
                pieces.stream().mapToLong(Piece::entries).sum(),
                pieces.stream().mapToLong(Piece::bytes).sum(),
                Set.copyOf(split));
    }

    @Override
    public synchronized boolean isOver() {
        return closed && pieces == 0;
    }

    @Override
    public synchronized int atMost() {
        return pieces;
    }

    @Override
    public synchronized void finished(Bucket bucket, Duration time) {
        workedEntries -= bucket.entries();
        workedBytes -= bucket.bytes();
        costs = costs.and(bucket.entries(), bucket.bytes(), time.toNanos() / 1e9);
    }

    @Override
    public synchronized long left() {
        long waiting = pools.values().stream()
                .mapToLong(pool -> Bucket.costOf(pool.entries, pool.bytes))
                .sum();
        return waiting + Bucket.costOf(workedEntries, workedBytes);
    }

    /** Pieces that may stand in one bucket: of one source and kind. */
    private final class Pool {
        private final TreeSet<Piece> waiting =
                new TreeSet<>(Comparator.comparing(Pool::magnitude).reversed().thenComparing(Piece::number));
        private long entries;
        private long bytes;
        private double added;

        private static int magnitude(Piece piece) {
            return Long.SIZE - Long.numberOfLeadingZeros(piece.cost());
        }

        void add(Piece piece) {
            waiting.add(piece);
            entries += piece.entries();
            bytes += piece.bytes();
            added += piece.cost();
        }

        /** Which part of it is left. */
        double left() {
            return Bucket.costOf(entries, bytes) / Math.max(1, added);
        }

        /** Large files go first once each can have a process: one that began when all others end would keep everybody waiting. */
        double urgency(Crew crew) {
            boolean oneEach = waiting.first().kind() == Kind.LARGE && waiting.size() <= crew.now();
            return oneEach ? Double.MAX_VALUE : left();
        }

        List<Piece> take(Share share, Set<FileName> busy) {
            List<Piece> taken = gather(share, busy);
            if (taken.isEmpty()) {
                taken = gather(share, Set.of());
            }
            waiting.removeAll(taken);
            for (Piece piece : taken) {
                entries -= piece.entries();
                bytes -= piece.bytes();
            }
            return taken;
        }

        private List<Piece> gather(Share share, Set<FileName> busy) {
            List<Piece> taken = new ArrayList<>();
            long takenEntries = 0;
            long takenBytes = 0;
            long arguments = 0;
            Iterator<Piece> each = waiting.iterator();
            for (int passed = 0; passed < LOOK_AHEAD && each.hasNext(); ) {
                Piece piece = each.next();
                if (piece.split() != null && busy.contains(piece.split())) {
                    passed++;
                    continue;
                }
                long withEntries = takenEntries + piece.entries();
                long withBytes = takenBytes + piece.bytes();
                arguments += piece.argumentBytes();
                boolean fits = withEntries <= share.entries()
                        && withBytes <= share.bytes()
                        && arguments <= argumentBytes
                        // Nearer to its share with half of the piece in it than without.
                        && costs.of(takenEntries + piece.entries() / 2, takenBytes + piece.bytes() / 2) <= share.cost();
                if (!fits && !taken.isEmpty()) {
                    break;
                }
                taken.add(piece);
                takenEntries = withEntries;
                takenBytes = withBytes;
            }
            return taken;
        }
    }
}
