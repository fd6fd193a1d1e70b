package dev.brigade.rsync;

import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import java.util.ArrayList;
import java.util.List;

/**
 * The exclude and include rules of a run in their order; the first that matches decides, and what none matches is kept.
 * They mean what {@code --exclude} and {@code --include} mean to rsync. Immutable and thread-safe.
 *
 * @param rules the rules in their order
 */
public record FilterRules(List<FilterRule> rules) implements EntryFilter {
    /** No rule: nothing is left out. */
    public static final FilterRules NONE = new FilterRules(List.of());

    public FilterRules {
        rules = List.copyOf(rules);
    }

    /** Returns these rules, then the others. */
    public FilterRules plus(FilterRules later) {
        List<FilterRule> all = new ArrayList<>(rules);
        all.addAll(later.rules);
        return new FilterRules(all);
    }

    /**
     * Returns these rules, then one for each value of an exclude option, read as rsync reads it: {@code "+ "} before a
     * pattern makes it an include, {@code "- "} an exclude, and a lone {@code !} drops every rule before it.
     *
     * @throws OptionException if rsync would refuse or skip a rule, or the rule cannot be passed on in this locale
     */
    public FilterRules plusExcludes(List<String> values) throws OptionException {
        FilterReader reader = new FilterReader(this);
        for (String value : values) {
            reader.add(false, value);
        }
        return reader.rules();
    }

    @Override
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    @Override
    public boolean excludes(FileName name, boolean directory) {
        if (rules.isEmpty() || name.isRoot()) {
            return false;
        }
        String path = name.toString();
        for (FilterRule rule : rules) {
            if (rule.matches(path, directory)) {
                return !rule.isInclude();
            }
        }
        return false;
    }

    /**
     * Returns the rules as arguments of an rsync process. Rules that were read from options can always be arguments.
     */
    public List<String> asArguments() {
        return rules.stream()
                .map(rule -> rule.asArgument()
                        .orElseThrow(() -> new IllegalStateException("cannot be an argument here: " + rule)))
                .toList();
    }
}
