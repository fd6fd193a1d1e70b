package dev.brigade.model;

import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Listing.Extent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The listings of a random tree as a crawl would give them, the same for the same seed: flat and deep directories,
 * empty ones, directories in several parts, directories shared with an earlier source, large files, hard links within
 * and across directories, odd names. Not thread-safe.
 */
public final class RandomListings {
    private static final int INODES = 40;
    private static final String[] ODD = {"#", ";x", "-x", " ", "a\nb", "\"", "\\#012", "caf\u00e9", "*", "x -> y", "."};

    private final Random random;
    private final int maxEntries;
    private final List<Listing> listings = new ArrayList<>();
    private final Deque<FileName> waiting = new ArrayDeque<>();

    private RandomListings(long seed, int maxEntries) {
        this.random = new Random(seed);
        this.maxEntries = maxEntries;
    }

    /**
     * A tree of at most about so many directories.
     *
     * @param maxEntries the largest directory has about so many entries
     */
    public static List<Listing> of(long seed, int directories, int maxEntries) {
        RandomListings tree = new RandomListings(seed, maxEntries);
        tree.waiting.push(FileName.ROOT);
        while (!tree.waiting.isEmpty()) {
            tree.list(tree.waiting.pop(), directories);
        }
        return tree.listings;
    }

    private void list(FileName directory, int directories) {
        int known = listings.size() + waiting.size();
        int below = Math.min(Math.max(0, directories - known), directory.isRoot() ? 8 : random.nextInt(6));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < below; i++) {
            FileName name = name("d" + i);
            entries.add(new Entry(name, EntryType.DIRECTORY, 0, random.nextLong(), 0));
            waiting.push(directory.resolve(name));
        }
        int others = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> random.nextInt(maxEntries);
            default -> random.nextInt(20);
        };
        boolean linkedOnly = random.nextInt(16) == 0;
        for (int i = 0; i < others; i++) {
            entries.add(entry("f" + i, linkedOnly));
        }
        Collections.shuffle(entries, random);
        record(directory, entries);
    }

    private void record(FileName directory, List<Entry> entries) {
        int kind = random.nextInt(10);
        if (kind == 0 && entries.size() > 3) {
            int first = 1 + random.nextInt(entries.size() - 2);
            int second = first + random.nextInt(entries.size() - first);
            listings.add(new Listing(directory, Extent.SOME, List.copyOf(entries.subList(0, first))));
            listings.add(new Listing(directory, Extent.MORE, List.copyOf(entries.subList(first, second))));
            // The last part may be empty, as where a directory has exactly as many entries as a part.
            listings.add(new Listing(directory, Extent.MORE, List.copyOf(entries.subList(second, entries.size()))));
        } else {
            Extent extent = kind == 1 && !directory.isRoot() ? Extent.SHARED : kind == 2 ? Extent.SOME : Extent.WHOLE;
            listings.add(new Listing(directory, extent, List.copyOf(entries)));
        }
    }

    private Entry entry(String base, boolean linked) {
        FileName name = name(base);
        long mtime = random.nextLong();
        if (linked || random.nextInt(12) == 0) {
            int inode = random.nextInt(INODES);
            // All names of an inode have one size; some inodes are large.
            return new Entry(name, EntryType.FILE, inode % 5 == 0 ? 3L << 20 : inode * 100L, mtime, key(inode));
        }
        return switch (random.nextInt(12)) {
            case 0 -> new Entry(name, EntryType.SYMLINK, 0, mtime, 0);
            case 1 -> new Entry(name, EntryType.OTHER, 0, mtime, 0);
            default -> new Entry(name, EntryType.FILE, size(), mtime, 0);
        };
    }

    private static long key(int inode) {
        return (inode + 1) * 0x9E3779B97F4A7C15L;
    }

    private long size() {
        return switch (random.nextInt(40)) {
            case 0 -> Entry.LARGE_BYTES;
            case 1 -> Entry.LARGE_BYTES - 1;
            case 2 -> Entry.LARGE_BYTES + random.nextInt(1 << 30);
            case 3 -> 5L << 30;
            case 4 -> 0;
            default -> random.nextInt(1 << 17);
        };
    }

    private FileName name(String base) {
        if (random.nextInt(4) > 0) {
            return FileName.of(base);
        }
        byte[] invalid = {(byte) random.nextInt(0x80, 0x100), (byte) random.nextInt(0x80, 0x100)};
        FileName odd = FileName.of(ODD[random.nextInt(ODD.length)]);
        return odd.append(FileName.of(base).toBytes()).append(random.nextBoolean() ? invalid : new byte[0]);
    }
}
