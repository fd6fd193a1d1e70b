package dev.brigade.preflight;

import dev.brigade.model.FileName;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories of a run, resolved to real paths.
 *
 * @param sources the sources, in the user's order
 * @param destination the destination; it may be missing
 * @param exists whether the destination exists
 */
public record Roots(List<Source> sources, Path destination, boolean exists) {
    /**
     * Resolves sources and destination without writing.
     *
     * @param parents whether missing parents of the destination will be created
     * @throws RefusedException if one cannot be used, or if the destination is a source or inside one
     */
    public static Roots resolve(List<String> sources, String destination, boolean parents) throws RefusedException {
        List<Source> resolved = new ArrayList<>();
        for (String given : sources) {
            resolved.add(source(given));
        }
        RootPath path = RootPath.of("destination", destination);
        boolean exists = path.isDestination();
        Roots roots = new Roots(List.copyOf(resolved), exists ? path.existing() : path.missing(parents), exists);
        roots.refuseOverlap();
        return roots;
    }

    /** Returns a source, resolved. */
    public static Source source(String given) throws RefusedException {
        return RootPath.of("source", given).source();
    }

    private void refuseOverlap() throws RefusedException {
        for (Source source : sources) {
            boolean itself = MountTable.isSame(source.prefix().under(destination), source.directory());
            if (itself || isInside(destination, source.directory())) {
                throw new RefusedException(
                        Fault.NOT_READY,
                        "destination " + destination + (itself ? " is the source " : " is inside the source ")
                                + source.given() + (itself ? " itself" : ""));
            }
        }
    }

    /** Whether a source lies inside the destination, where {@code --delete} would reach it. */
    boolean isSourceInDestination(Source source) {
        return isInside(source.directory(), destination);
    }

    /** Whether a directory is another one or inside it, by its path or because it is mounted a second time. */
    private static boolean isInside(Path inner, Path outer) {
        for (Path above = inner; above != null; above = above.getParent()) {
            if (MountTable.isSame(above, outer)) {
                return true;
            }
        }
        return MountTable.now().isBelow(outer, RootPath.nearest(inner));
    }

    /** Whether two sources may share directories below the root of the transfer. */
    public boolean areMerged() {
        List<FileName> prefixes = sources.stream().map(Source::prefix).toList();
        boolean contents = prefixes.contains(FileName.ROOT);
        return sources.size() > 1 && (contents || prefixes.stream().distinct().count() < prefixes.size());
    }

    /** Returns the sources in their order, grouped if one rsync can read them: named entries of one directory. */
    public List<List<Source>> transfers() {
        List<List<Source>> transfers = new ArrayList<>();
        for (Source source : sources) {
            List<Source> last = transfers.isEmpty() ? List.of() : transfers.get(transfers.size() - 1);
            boolean together = !last.isEmpty()
                    && !source.prefix().isRoot()
                    && !last.get(0).prefix().isRoot()
                    && source.root().equals(last.get(0).root());
            if (together) {
                last.add(source);
            } else {
                transfers.add(new ArrayList<>(List.of(source)));
            }
        }
        return transfers;
    }

    /** Whether a source or the destination is on a network or FUSE file system; asks only the table. */
    public boolean areRemote(MountTable table) {
        return table.isRemote(destination) || sources.stream().anyMatch(source -> table.isRemote(source.root()));
    }
}
