package dev.brigade.rsync;

import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import java.util.ArrayList;
import java.util.List;

/**
 * The exclude and include rules of a run in their order; the first that matches decides, and what none matches is kept.
 * They mean what {@code --exclude} and {@code --include} mean to rsync. Immutable and thread-safe.
 */
public final class FilterRules implements EntryFilter {
    /** No rule at all: nothing is left out. */
    public static final FilterRules NONE = new FilterRules(List.of());

    private final List<FilterRule> rules;

    private FilterRules(List<FilterRule> rules) {
        this.rules = rules;
    }

    /** The rules in this order. */
    public static FilterRules of(List<FilterRule> rules) {
        return rules.isEmpty() ? NONE : new FilterRules(List.copyOf(rules));
    }

    /** The rules in their order. */
    public List<FilterRule> rules() {
        return rules;
    }

    /** These rules, then the others. */
    public FilterRules plus(FilterRules later) {
        List<FilterRule> all = new ArrayList<>(rules);
        all.addAll(later.rules);
        return of(all);
    }

    /**
     * These rules, then one for each value of an exclude option, read as rsync reads it: {@code "+ "} before a pattern
     * makes it an include, {@code "- "} an exclude, and a lone {@code !} drops every rule before it.
     *
     * @throws OptionException where rsync would refuse or skip a rule, or cannot be given it in this locale
     */
    public FilterRules plusExcludes(List<String> values) throws OptionException {
        FilterReader reader = new FilterReader(this);
        for (String value : values) {
            reader.add(false, value);
        }
        return reader.rules();
    }

    @Override
    public boolean excludes(FileName name, boolean directory) {
        if (rules.isEmpty() || name.isRoot()) {
            return false;
        }
        byte[] path = name.toBytes();
        for (FilterRule rule : rules) {
            if (rule.matches(path, directory)) {
                return !rule.isInclude();
            }
        }
        return false;
    }

    /**
     * The rules as arguments of an rsync process, in their order. Rules that were read from options can always be
     * arguments; an {@link IllegalStateException} says that one made otherwise cannot.
     */
    public List<String> asArguments() {
        return rules.stream()
                .map(rule -> rule.asArgument()
                        .orElseThrow(() -> new IllegalStateException("cannot be an argument here: " + rule)))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilterRules that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }

    /** For debugging: the list of rules. */
    @Override
    public String toString() {
        return rules.toString();
    }
}
