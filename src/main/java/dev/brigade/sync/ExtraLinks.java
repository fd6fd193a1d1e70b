package dev.brigade.sync;

import dev.brigade.manifest.ListingCursor;
import dev.brigade.manifest.Manifest;
import dev.brigade.model.Change;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Names that share an inode in the destination and not in the source. rsync gives them separate contents, but sets the
 * attributes of one name after the other on their common inode.
 */
final class ExtraLinks {
    private final CrawlResult now;

    ExtraLinks(CrawlResult now) {
        this.now = now;
    }

    /** Returns whether attributes were set on an inode that has more names than in the source. */
    boolean areIn(List<Change> changes) throws IOException {
        return !extra(namesOf(changes)).isEmpty();
    }

    /**
     * Removes names whose attributes still differ from an inode that has more names than in the source, so that rsync
     * creates them as entries of their own. The last name of an inode stays.
     *
     * @return whether any was removed
     */
    boolean separate(List<Change> differing, List<Change> before) throws IOException {
        Map<FileName, Inode> extra = extra(namesOf(differing));
        if (extra.isEmpty()) {
            return false;
        }
        Set<FileName> names = namesOf(before);
        names.addAll(extra.keySet());
        Set<Long> inodes = new HashSet<>();
        extra.values().forEach(inode -> inodes.add(inode.number()));
        boolean separated = false;
        for (FileName name : extra(withGroups(names)).keySet()) {
            Path path = name.under(now.roots().destination());
            Inode inode = Inode.of(path);
            separated |= inode.names() > 1 && inodes.contains(inode.number()) && isDeleted(path);
        }
        return separated;
    }

    private static boolean isDeleted(Path path) {
        try {
            Files.delete(path);
            return true;
        } catch (IOException e) {
            return false; // The name still differs, and the report says so.
        }
    }

    private record Inode(long number, int names) {
        private static final Inode NONE = new Inode(0, 0);

        static Inode of(Path path) {
            try {
                Map<String, Object> found = Files.readAttributes(path, "unix:ino,nlink", LinkOption.NOFOLLOW_LINKS);
                return new Inode((Long) Objects.requireNonNull(found.get("ino")), (Integer)
                        Objects.requireNonNull(found.get("nlink")));
            } catch (IOException e) {
                return NONE; // What is not there shares nothing.
            }
        }
    }

    /** Returns the entries, other than directories, of which only attributes were set. */
    private static Set<FileName> namesOf(List<Change> changes) {
        Set<FileName> names = new HashSet<>();
        changes.stream()
                .filter(change -> change.isAttribute() && !change.isDirectory())
                .forEach(change -> names.add(change.name()));
        return names;
    }

    /** Returns those names whose inode has more names in the destination than in the source. */
    private Map<FileName, Inode> extra(Set<FileName> names) throws IOException {
        Map<FileName, Inode> linked = new HashMap<>();
        for (FileName name : names) {
            Inode inode = Inode.of(name.under(now.roots().destination()));
            if (inode.names() > 1) {
                linked.put(name, inode);
            }
        }
        Map<FileName, Entry> entries = now.find(linked.keySet());
        Map<Long, Integer> sizes = new HashMap<>();
        groups(entries).values().forEach(inode -> sizes.merge(inode, 1, Integer::sum));
        linked.entrySet().removeIf(link -> {
            Entry entry = entries.get(link.getKey());
            return entry == null || link.getValue().names() <= sizes.getOrDefault(entry.inode(), 1);
        });
        return linked;
    }

    /** Returns the names and all others of the same inodes of the source. */
    private Set<FileName> withGroups(Set<FileName> names) throws IOException {
        Set<FileName> all = new HashSet<>(names);
        all.addAll(groups(now.find(names)).keySet());
        return all;
    }

    /** Returns all names of the inodes of some entries, with these inodes. */
    private Map<FileName, Long> groups(Map<FileName, Entry> entries) throws IOException {
        Set<Long> inodes = new HashSet<>();
        entries.values().stream().filter(Entry::isLinked).forEach(entry -> inodes.add(entry.inode()));
        Map<FileName, Long> names = new HashMap<>();
        for (Manifest manifest : inodes.isEmpty() ? List.<Manifest>of() : now.manifests()) {
            ListingCursor cursor = manifest.open();
            while (cursor.next()) {
                if (cursor.summary().linked() > 0) {
                    for (Entry entry : cursor.entries()) {
                        if (inodes.contains(entry.inode())) {
                            names.put(cursor.summary().directory().resolve(entry.name()), entry.inode());
                        }
                    }
                }
            }
        }
        return names;
    }
}
