package dev.brigade.sync;

import dev.brigade.model.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Things by name, each once, the first of them kept. Thread-safe. */
final class Collected<K, T> {
    private final Map<K, T> kept = new LinkedHashMap<>();
    private long more;

    /** Adds a thing unless its name is known; beyond what is kept, names cannot be told apart any more and all count. */
    synchronized void add(K key, T thing) {
        if (kept.size() < Tally.KEPT) {
            kept.putIfAbsent(key, thing);
        } else if (!kept.containsKey(key)) {
            more++;
        }
    }

    /** Counts things whose names are not known. */
    synchronized void addUnnamed(long number) {
        more += number;
    }

    synchronized Set<K> keys() {
        return Set.copyOf(kept.keySet());
    }

    synchronized boolean contains(K key) {
        return kept.containsKey(key);
    }

    synchronized List<T> things() {
        return new ArrayList<>(kept.values());
    }

    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    synchronized Tally<T> tally() {
        return new Tally<>(kept.size() + more, List.copyOf(kept.values()));
    }

    /** How many were added beyond those that are kept. */
    synchronized long more() {
        return more;
    }
}
