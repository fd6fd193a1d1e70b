package dev.brigade.testing;

import dev.brigade.testing.Inventory.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which names of two trees are one inode; names outside a tree, or in one tree only, do not count. */
final class LinkGroups {
    private LinkGroups() {}

    /** The groups of two names or more that are not the same in the other tree, each once. */
    static List<Difference> differences(SortedMap<String, Stat> a, SortedMap<String, Stat> b) {
        Map<String, SortedSet<String>> before = groupOfEachName(a, b);
        Map<String, SortedSet<String>> after = groupOfEachName(b, a);
        Set<String> reported = new LinkedHashSet<>();
        List<Difference> found = new ArrayList<>();
        before.forEach((name, group) -> {
            SortedSet<String> now = after.get(name);
            if (!group.equals(now) && !reported.contains(name)) {
                reported.addAll(group);
                reported.addAll(now);
                found.add(new Difference(name, "links", group + " became " + now));
            }
        });
        return found;
    }

    private static Map<String, SortedSet<String>> groupOfEachName(
            SortedMap<String, Stat> tree, SortedMap<String, Stat> other) {
        Map<String, SortedSet<String>> byInode = new HashMap<>();
        Map<String, SortedSet<String>> byName = new TreeMap<>();
        tree.forEach((name, stat) -> {
            if (other.containsKey(name) && !stat.isDirectory()) {
                SortedSet<String> group = byInode.computeIfAbsent(stat.inode(), inode -> new TreeSet<>());
                group.add(name);
                byName.put(name, group);
            }
        });
        return byName;
    }
}
