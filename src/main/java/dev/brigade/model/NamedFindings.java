package dev.brigade.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Findings by name, each once; the first {@link CappedList#KEPT} are kept, more are only counted. Thread-safe. */
public final class NamedFindings<K, T> {
    private final Map<K, T> kept = new LinkedHashMap<>();
    private long more;

    /** Adds a finding unless its name is known; beyond those that are kept, every finding counts. */
    public synchronized void add(K key, T thing) {
        if (kept.size() < CappedList.KEPT) {
            kept.putIfAbsent(key, thing);
        } else if (!kept.containsKey(key)) {
            more++;
        }
    }

    /** Counts findings whose names are not known. */
    public synchronized void addUnnamed(long number) {
        more += number;
    }

    public synchronized Set<K> keys() {
        return Set.copyOf(kept.keySet());
    }

    public synchronized boolean contains(K key) {
        return kept.containsKey(key);
    }

    public synchronized List<T> things() {
        return new ArrayList<>(kept.values());
    }

    public synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    public synchronized CappedList<T> capped() {
        return new CappedList<>(kept.size() + more, List.copyOf(kept.values()));
    }

    /** Returns how many were counted and not kept. */
    public synchronized long more() {
        return more;
    }
}
