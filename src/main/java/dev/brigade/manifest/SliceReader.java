package dev.brigade.manifest;

import dev.brigade.manifest.Listing.Extent;
import dev.brigade.manifest.Slice.Selection;
import dev.brigade.model.Entry;
import java.io.IOException;
import java.util.function.Predicate;

/** Names what a slice holds, listing by listing. */
final class SliceReader {
    private final TransferItemSink sink;

    SliceReader(TransferItemSink sink) {
        this.sink = sink;
    }

    void read(ListingCursor at, Selection selection) throws IOException {
        ListingSummary listing = at.summary();
        if (selection instanceof Slice.Plain plain) {
            readPlain(at, plain.rule());
        } else if (selection instanceof Slice.Part part) {
            readPart(at, part);
        } else if (selection instanceof Slice.Large large) {
            if (!listing.large().isEmpty()) {
                read(at, large.first(), large.last(), Entry::isLarge);
            }
        } else if (selection instanceof Slice.Links links) {
            if (listing.linked() > 0) {
                read(at, 0, listing.entries(), entry -> entry.isLinked() && links.holds(entry.inode()));
            }
        } else if (selection instanceof Slice.Directories) {
            readDirectory(listing);
        } else if (selection instanceof Slice.NamedDirectories named
                && named.rule().isNamed(listing)) {
            readDirectory(listing);
        }
    }

    private void readPlain(ListingCursor at, DirectorySplit rule) throws IOException {
        ListingSummary listing = at.summary();
        if (rule.isNamed(listing)) {
            readPart(at, new Slice.Part(rule, 0, listing.entries()));
        } else {
            sink.accept(new TransferItem(listing.directory(), true));
        }
    }

    private void readPart(ListingCursor at, Slice.Part part) throws IOException {
        ListingSummary listing = at.summary();
        if (part.first() == 0 && ownsDirectory(listing)) {
            sink.accept(new TransferItem(listing.directory(), false));
        }
        boolean apart = part.rule().isApart(listing);
        read(at, part.first(), part.last(), entry -> !entry.isLinked() && !(apart && entry.isLarge()));
    }

    private void readDirectory(ListingSummary listing) throws IOException {
        if (ownsDirectory(listing)) {
            sink.accept(new TransferItem(listing.directory(), true));
        }
    }

    /**
     * Whether this listing speaks for the directory itself, as one of several parts does, and a later source's does
     * not.
     */
    private static boolean ownsDirectory(ListingSummary listing) {
        return listing.extent() == Extent.WHOLE || listing.extent() == Extent.SOME;
    }

    private void read(ListingCursor at, int first, int last, Predicate<Entry> wanted) throws IOException {
        int end = Math.min(last, at.summary().entries());
        for (Entry entry : at.entries().subList(first, end)) {
            if (wanted.test(entry)) {
                sink.accept(new TransferItem(at.summary().directory().resolve(entry.name()), false));
            }
        }
    }
}
