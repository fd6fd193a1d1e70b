package dev.brigade.state;

import dev.brigade.model.Division;
import dev.brigade.model.Entry;
import dev.brigade.model.Listing.Extent;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Slice;
import dev.brigade.model.Slice.Choice;
import dev.brigade.model.Unit;
import dev.brigade.model.UnitSink;
import java.io.IOException;
import java.util.function.Predicate;

/** Names what a slice holds, listing by listing. */
final class SliceReader {
    private final UnitSink sink;

    SliceReader(UnitSink sink) {
        this.sink = sink;
    }

    void read(ListingCursor at, Choice choice) throws IOException {
        ListingSummary listing = at.summary();
        if (choice instanceof Slice.Plain plain) {
            readPlain(at, plain.rule());
        } else if (choice instanceof Slice.Part part) {
            readPart(at, part);
        } else if (choice instanceof Slice.Large large) {
            if (!listing.large().isEmpty()) {
                read(at, large.first(), large.last(), Entry::isLarge);
            }
        } else if (choice instanceof Slice.Links links) {
            if (listing.linked() > 0) {
                read(at, 0, listing.entries(), entry -> entry.isLinked() && links.holds(entry.inode()));
            }
        } else if (choice instanceof Slice.Directories) {
            readDirectory(listing);
        } else if (choice instanceof Slice.NamedDirectories named
                && named.rule().isNamed(listing)) {
            readDirectory(listing);
        }
    }

    private void readPlain(ListingCursor at, Division rule) throws IOException {
        ListingSummary listing = at.summary();
        if (rule.isNamed(listing)) {
            readPart(at, new Slice.Part(rule, 0, listing.entries()));
        } else {
            sink.accept(new Unit(listing.directory(), true));
        }
    }

    private void readPart(ListingCursor at, Slice.Part part) throws IOException {
        ListingSummary listing = at.summary();
        if (part.first() == 0 && ownsDirectory(listing)) {
            sink.accept(new Unit(listing.directory(), false));
        }
        boolean apart = part.rule().isApart(listing);
        read(at, part.first(), part.last(), entry -> !entry.isLinked() && !(apart && entry.isLarge()));
    }

    private void readDirectory(ListingSummary listing) throws IOException {
        if (ownsDirectory(listing)) {
            sink.accept(new Unit(listing.directory(), true));
        }
    }

    /** Whether this listing speaks for the directory itself, as one of several parts does, and a later source's does not. */
    private static boolean ownsDirectory(ListingSummary listing) {
        return listing.extent() == Extent.WHOLE || listing.extent() == Extent.SOME;
    }

    private void read(ListingCursor at, int first, int last, Predicate<Entry> wanted) throws IOException {
        int end = Math.min(last, at.summary().entries());
        for (Entry entry : at.entries().subList(first, end)) {
            if (wanted.test(entry)) {
                sink.accept(new Unit(at.summary().directory().resolve(entry.name()), false));
            }
        }
    }
}
