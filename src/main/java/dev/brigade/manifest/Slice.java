package dev.brigade.manifest;

import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A part of the manifest that belongs to one bucket.
 *
 * @param from position of its first listing, bytes
 * @param to position after its last listing, bytes
 * @param selection what of these listings belongs to the bucket
 */
public record Slice(long from, long to, Selection selection) {

    /** Returns what a record prints; see {@link DirectorySplit#toString}. A plan keeps a checksum of it. */
    @Override
    public String toString() {
        return "Slice[from=" + from + ", to=" + to + ", selection=" + selection + "]";
    }

    /** Selects items of listings. Immutable. */
    public sealed interface Selection {
        /**
         * Names the selected items of one listing.
         *
         * @param at stands at the listing
         */
        void items(ListingCursor at, TransferItemSink sink) throws IOException;
    }

    /**
     * Selects all plain entries, each directory handed over as the rule says.
     *
     * @param rule how
     */
    public record Plain(DirectorySplit rule) implements Selection {
        @Override
        public String toString() {
            return "Plain[rule=" + rule + "]";
        }

        @Override
        public void items(ListingCursor at, TransferItemSink sink) throws IOException {
            ListingSummary listing = at.summary();
            if (rule.isNamed(listing)) {
                new Part(rule, 0, listing.entries()).items(at, sink);
            } else {
                sink.accept(new TransferItem(listing.directory(), true));
            }
        }
    }

    /**
     * Selects some plain entries by name, of one directory that is too much for one bucket.
     *
     * @param rule which entries are plain
     * @param first place of the first entry in the listing
     * @param last place after the last entry
     */
    public record Part(DirectorySplit rule, int first, int last) implements Selection {
        @Override
        public void items(ListingCursor at, TransferItemSink sink) throws IOException {
            ListingSummary listing = at.summary();
            if (first == 0 && listing.extent().ownsDirectory()) {
                sink.accept(new TransferItem(listing.directory(), false));
            }
            boolean apart = rule.isApart(listing);
            name(at, first, last, entry -> !entry.isLinked() && !(apart && entry.isLarge()), sink);
        }
    }

    /**
     * Selects the large files among some entries, by name.
     *
     * @param first place of the first entry in each listing
     * @param last place after the last entry
     */
    public record Large(int first, int last) implements Selection {
        @Override
        public void items(ListingCursor at, TransferItemSink sink) throws IOException {
            if (!at.summary().large().isEmpty()) {
                name(at, first, last, Entry::isLarge, sink);
            }
        }
    }

    /**
     * Selects every name, on one mount of the destination, of the inodes that fall to one part out of several.
     *
     * @param part 0 to {@code parts - 1}
     * @param parts number of parts, at least 1
     * @param mounts all mounts of the destination
     * @param mount the one that is selected
     */
    public record Links(int part, int parts, InnerMounts mounts, FileName mount) implements Selection {
        @Override
        public void items(ListingCursor at, TransferItemSink sink) throws IOException {
            ListingSummary listing = at.summary();
            if (listing.linked() > 0 && mounts.of(listing.directory()).equals(mount)) {
                name(
                        at,
                        0,
                        listing.entries(),
                        entry -> entry.isLinked() && Math.floorMod(entry.inode(), parts) == part,
                        sink);
            }
        }
    }

    /**
     * Selects directories themselves.
     *
     * @param named if given, only those whose entries this rule hands over by name
     */
    public record Directories(Optional<DirectorySplit> named) implements Selection {
        /** Selects all directories with their entries. */
        public static final Directories CONTENTS =
                new Directories(Optional.of(new DirectorySplit(-1, -1, LargeFilePolicy.TOGETHER)));

        @Override
        public void items(ListingCursor at, TransferItemSink sink) throws IOException {
            ListingSummary listing = at.summary();
            if (holds(listing) && listing.extent().ownsDirectory()) {
                // A root has no other name. Of all others, rsync lists the entries only if it has to delete some.
                boolean contents = listing.directory().isRoot() || named.isPresent();
                sink.accept(new TransferItem(listing.directory(), contents));
            }
        }

        /** Returns how many entries of a listing rsync has to look at, at least 1. */
        public int entries(ListingSummary listing) {
            return named.isPresent() ? Math.max(1, listing.entries()) : 1;
        }

        /** Returns whether a listing's directory is selected, if the listing speaks for it at all. */
        public boolean holds(ListingSummary listing) {
            return named.isEmpty() || named.get().isNamed(listing);
        }
    }

    private static void name(ListingCursor at, int first, int last, Predicate<Entry> wanted, TransferItemSink sink)
            throws IOException {
        FileName directory = at.summary().directory();
        for (Entry entry :
                at.entries().subList(first, Math.min(last, at.summary().entries()))) {
            if (wanted.test(entry)) {
                sink.accept(new TransferItem(directory.resolve(entry.name()), false));
            }
        }
    }
}
