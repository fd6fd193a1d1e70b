package dev.brigade.sync;

import dev.brigade.manifest.FoldedNames;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.EntryLists;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Problem;
import dev.brigade.preflight.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The judged findings of a run: repaired, changed meanwhile, vanished, deleted, still different, or failed. */
final class Findings {
    final NamedFindings<FileName, Change> repaired = new NamedFindings<>();
    final NamedFindings<FileName, FileName> changed = new NamedFindings<>();
    final NamedFindings<FileName, FileName> vanished = new NamedFindings<>();
    final NamedFindings<FileName, FileName> deleted = new NamedFindings<>();
    final NamedFindings<FileName, Change> differing = new NamedFindings<>();
    final NamedFindings<FileName, Problem> failed = new NamedFindings<>();

    private final Roots roots;
    private final BooleanSupplier lost;

    /**
     * Begins without findings.
     *
     * @param lost whether the storage is lost: then nothing is judged, as the storage would not answer
     */
    Findings(Roots roots, BooleanSupplier lost) {
        this.roots = roots;
        this.lost = lost;
    }

    /**
     * Judges what a pass changed and a later one confirmed.
     *
     * @param unnamed the number of changes whose names were not kept
     * @param before the crawl of the copy, null if nothing was copied
     * @param now the crawl of the verification
     */
    void repaired(List<Change> changes, long unnamed, @Nullable CrawlResult before, CrawlResult now)
            throws IOException {
        repaired.addUnnamed(unnamed);
        NamedFindings<FileName, Change> byName = named(changes);
        Map<FileName, Entry> earlier = before == null ? Map.of() : before.find(byName.keys());
        Map<FileName, Entry> later = now.find(byName.keys());
        for (Change change : byName.things()) {
            if (lost.getAsBoolean()) {
                return;
            }
            FileName name = change.name();
            boolean moved =
                    before != null && !(isSame(earlier.get(name), later.get(name)) && isStill(name, later.get(name)));
            if (moved) {
                changed.add(name, name);
            } else {
                repaired.add(name, change);
            }
        }
    }

    /** Judges what is still different at the end. */
    void differing(List<Change> changes, CrawlResult now) throws IOException {
        NamedFindings<FileName, Change> byName = named(changes);
        Map<FileName, Entry> known = now.find(byName.keys());
        for (Change change : byName.things()) {
            if (lost.getAsBoolean()) {
                return;
            }
            FileName name = change.name();
            if (isStill(name, known.get(name))) {
                differing.add(name, change);
            } else {
                changed.add(name, name);
            }
        }
    }

    /** Judges entries whose names are one name in the destination. */
    void sameNames(FoldedNames names, CrawlResult now) throws IOException {
        SameNames.find(
                names, now.manifests(), roots.destination(), lost, change -> differing.add(change.name(), change));
    }

    /** Judges entries that vanished, as rsync reports: those that are in the source failed instead. */
    void vanished(List<Problem> problems) {
        for (Problem problem : problems) {
            if (lost.getAsBoolean()) {
                return;
            }
            FileName name = PassFindings.nameOf(problem);
            if (isInSource(name)) {
                failed.add(name, problem);
            } else {
                vanished.add(name, name);
            }
        }
    }

    /** Adds an entry that was another, or missing, when the run began. */
    void moved(FileName name) {
        if (!failed.contains(name) && !differing.contains(name)) {
            changed.add(name, name);
        }
    }

    /** Adds an entry that was there when the run began, unless it still is: then the crawl could not read it. */
    void gone(FileName name) {
        if (!lost.getAsBoolean() && !isInSource(name)) {
            vanished.add(name, name);
        }
    }

    void failed(List<Problem> problems) {
        problems.forEach(problem -> failed.add(PassFindings.nameOf(problem), problem));
    }

    /** Returns changes by name, without those of entries that failed or still differ. */
    private NamedFindings<FileName, Change> named(List<Change> changes) {
        Set<FileName> judged = new HashSet<>(failed.keys());
        judged.addAll(differing.keys());
        NamedFindings<FileName, Change> byName = new NamedFindings<>();
        changes.stream().filter(change -> !judged.contains(change.name())).forEach(c -> byName.add(c.name(), c));
        return byName;
    }

    private static boolean isSame(@Nullable Entry a, @Nullable Entry b) {
        return a != null
                && b != null
                && a.type() == b.type()
                && a.size() == b.size()
                && a.mtimeNanos() == b.mtimeNanos();
    }

    /** Returns whether the source still has the entry as the crawl saw it. */
    private boolean isStill(FileName name, @Nullable Entry known) {
        if (known == null) {
            return name.isRoot();
        }
        try {
            return known.mtimeNanos() == TimeAccuracy.mtime(path(name))
                    && (known.size() == 0 || known.size() == Files.size(path(name)));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isInSource(FileName name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the path of a name in the first source that has it. */
    private Path path(FileName name) {
        return roots.sources().stream()
                .filter(source -> source.covers(name))
                .map(source -> name.under(source.root()))
                .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElseGet(() -> name.under(roots.sources().get(0).root()));
    }

    /** Returns all findings so far. */
    EntryLists lists() {
        return new EntryLists(
                repaired.capped(),
                changed.capped(),
                vanished.capped(),
                deleted.capped(),
                differing.capped(),
                failed.capped());
    }
}
