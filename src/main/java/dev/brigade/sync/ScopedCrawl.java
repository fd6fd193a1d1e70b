package dev.brigade.sync;

import dev.brigade.manifest.FoldedNames;
import dev.brigade.manifest.KeySet;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run goes by, as its scope says. Used once. */
final class ScopedCrawl implements AutoCloseable {
    private final RunContext run;
    private final FoldedNames names = new FoldedNames();
    private Optional<CrawlResult> planned = Optional.empty();
    private Optional<CrawlResult> whole = Optional.empty();

    ScopedCrawl(RunContext run) {
        this.run = run;
    }

    /** Begins to find out what there is to copy. */
    BackgroundCrawl toCopy() throws RefusedException, IOException, InterruptedException {
        if (run.scope instanceof Scope.Shard shard) {
            return BackgroundCrawl.over(open(shard.manifests()));
        } else if (run.scope instanceof Scope.Rest rest) {
            return BackgroundCrawl.over(rest(rest));
        }
        return BackgroundCrawl.begin(begun -> run.crawl("copy", begun), run.tools.nanoTime());
    }

    /**
     * Returns what there is to verify.
     *
     * @param copied what there was to copy; empty if nothing was copied
     */
    CrawlResult toVerify(Optional<CrawlResult> copied) throws IOException, InterruptedException {
        if (run.scope instanceof Scope.Whole || copied.isEmpty()) {
            return run.crawl("verify", writer -> writer.passTo(names::add));
        }
        if (run.scope instanceof Scope.Shard) {
            copied.get().each(at -> names.add(listing(at)));
        }
        return copied.get();
    }

    /** Returns names of what {@link #toVerify} found, or of {@link #whole}, that may be one name in the destination. */
    FoldedNames names() {
        return names;
    }

    /** Returns what the sources hold now, if that is more than what the run verifies. */
    Optional<CrawlResult> whole() {
        return whole;
    }

    /** Returns what the sources held when the job was planned, if this run finishes a job. */
    Optional<CrawlResult> planned() {
        return planned;
    }

    private CrawlResult open(Scope.Manifests manifests) throws RefusedException, IOException {
        return new CrawlResult(run.roots, manifests.open(), new NamedFindings<>());
    }

    private CrawlResult rest(Scope.Rest rest) throws RefusedException, IOException, InterruptedException {
        CrawlResult before = open(rest.planned());
        planned = Optional.of(before);
        CrawlResult now = run.crawl("now", writer -> writer.passTo(names::add));
        whole = Optional.of(now);
        KeySet known = SourceChanges.keys(before);
        KeySet later = SourceChanges.keys(now);
        AffectedDirectories changed = new AffectedDirectories();
        if (rest.everything() || !known.isComplete() || !later.isComplete()) {
            changed.addAll();
        } else {
            SourceChanges.different(before, later, listing -> changed.add(listing.directory()));
            SourceChanges.different(now, known, listing -> changed.add(listing.directory()));
        }
        List<Manifest> manifests = new ArrayList<>();
        for (Manifest manifest : now.manifests()) {
            try (ManifestWriter writer = new ManifestWriter(run.directory.manifest("rest-" + manifests.size()))) {
                manifest.each(at -> {
                    if (changed.contains(at.summary().directory())) {
                        writer.add(listing(at));
                    }
                });
                manifests.add(writer.finish());
            }
        }
        return new CrawlResult(run.roots, List.copyOf(manifests), now.unreadable());
    }

    private static Listing listing(ListingCursor at) throws IOException {
        return new Listing(at.summary().directory(), at.summary().extent(), at.entries());
    }

    @Override
    public void close() throws IOException {
        for (CrawlResult crawled :
                List.of(planned, whole).stream().flatMap(Optional::stream).toList()) {
            crawled.close();
        }
    }
}
