package dev.brigade.sync;

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
     * @param differing what still differs
     * @param changes what was changed before, perhaps on the same inodes
     * @return whether any name was removed
     */
    boolean separate(List<Change> differing, List<Change> changes) throws IOException {
        Map<FileName, Long> extra = extra(namesOf(differing));
        if (extra.isEmpty()) {
            return false;
        }
        Set<FileName> names = namesOf(changes);
        names.addAll(extra.keySet());
        names.addAll(groups(now.find(names)).keySet());
        boolean separated = false;
        for (Map.Entry<FileName, Long> name : extra(names).entrySet()) {
            Path path = name.getKey().under(now.roots().destination());
            separated |= extra.containsValue(name.getValue()) && links(path) > 1 && isDeleted(path);
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

    /** Returns the entries, other than directories, of which only attributes were set. */
    private static Set<FileName> namesOf(List<Change> changes) {
        Set<FileName> names = new HashSet<>();
        changes.stream()
                .filter(change -> change.isAttribute() && !change.isDirectory())
                .forEach(change -> names.add(change.name()));
        return names;
    }

    /** Returns those names whose inode has more names in the destination than in the source, with that inode. */
    private Map<FileName, Long> extra(Set<FileName> names) throws IOException {
        Set<FileName> linked = new HashSet<>(names);
        linked.removeIf(name -> links(name.under(now.roots().destination())) <= 1);
        Map<FileName, Entry> entries = now.find(linked);
        Map<Long, Long> sizes = new HashMap<>();
        groups(entries).values().forEach(inode -> sizes.merge(inode, 1L, Long::sum));
        Map<FileName, Long> extra = new HashMap<>();
        entries.forEach((name, entry) -> {
            Path path = name.under(now.roots().destination());
            if (links(path) > sizes.getOrDefault(entry.inode(), 1L)) {
                extra.put(name, number(path, "unix:ino"));
            }
        });
        return extra;
    }

    private static long links(Path path) {
        return number(path, "unix:nlink");
    }

    private static long number(Path path, String attribute) {
        try {
            return ((Number) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS)).longValue();
        } catch (IOException e) {
            return 0; // What is missing has no links.
        }
    }

    /** Returns all names of the inodes of some entries of the source, with these inodes. */
    private Map<FileName, Long> groups(Map<FileName, Entry> entries) throws IOException {
        Set<Long> inodes = new HashSet<>();
        entries.values().stream().filter(Entry::isLinked).forEach(entry -> inodes.add(entry.inode()));
        Map<FileName, Long> names = new HashMap<>();
        if (!inodes.isEmpty()) {
            now.each(cursor -> {
                for (Entry entry : cursor.summary().linked() > 0 ? cursor.entries() : List.<Entry>of()) {
                    if (inodes.contains(entry.inode())) {
                        names.put(cursor.summary().directory().resolve(entry.name()), entry.inode());
                    }
                }
            });
        }
        return names;
    }
}
