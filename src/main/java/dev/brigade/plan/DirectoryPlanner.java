package dev.brigade.plan;

import dev.brigade.model.Bucket;
import dev.brigade.model.Division;
import dev.brigade.model.ListingSummary;
import dev.brigade.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Plans a pass over directories for their own sake, not for their entries'. Not thread-safe; used once. */
public final class DirectoryPlanner {
    private final Predicate<ListingSummary> wanted;
    private final List<Piece> pieces = new ArrayList<>();
    private final Gathering run;

    private DirectoryPlanner(int source, Sizing sizing, Slice.Choice choice, Predicate<ListingSummary> wanted) {
        this.wanted = wanted;
        this.run = new Gathering(
                sizing,
                choice,
                (slice, entries, bytes, argumentBytes) -> pieces.add(new Piece(
                        pieces.size(), source, Bucket.Kind.DIRECTORIES, slice, entries, bytes, argumentBytes, null)));
    }

    /** Plans a pass over all directories of a source. */
    public static DirectoryPlanner all(int source, Sizing sizing) {
        return new DirectoryPlanner(source, sizing, new Slice.Directories(), listing -> true);
    }

    /** Plans a pass over those directories whose entries a plan hands over by name. */
    public static DirectoryPlanner named(int source, Sizing sizing, Division rule) {
        return new DirectoryPlanner(source, sizing, new Slice.NamedDirectories(rule), rule::isNamed);
    }

    /** Takes the next listing in the manifest's order. */
    public void add(ListingSummary listing) {
        if (wanted.test(listing)) {
            run.add(
                    listing,
                    Math.max(1, listing.entries()),
                    0,
                    listing.directory().length());
        }
    }

    /** Ends the plan: the pieces. */
    public List<Piece> finish() {
        run.close();
        return List.copyOf(pieces);
    }
}
