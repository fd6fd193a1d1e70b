package dev.brigade.rsync;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One row of the option table. A name of one character is a letter ({@code l}: {@code -l}, {@code --no-l}), a longer
 * one is a long option ({@code links}: {@code --links}, {@code --no-links}).
 *
 * @param sets what the option turns on
 * @param clears what its {@code --no-} form turns off
 * @param reason why it is refused and what to do instead; empty where it never is
 */
record Option(
        Verdict verdict,
        List<String> names,
        boolean takesValue,
        boolean negatable,
        Set<OptionEffect> sets,
        Set<OptionEffect> clears,
        String reason) {

    /** What becomes of an option. */
    enum Verdict {
        /** It is passed to every rsync process. */
        KEEP,
        /** It is left out: it only changes output, does nothing locally, or brigade does it itself. */
        DROP,
        /** It also decides what the crawl sees. */
        CRAWL,
        /** It is passed on by a run of one pass, and refused by one that verifies what it copied. */
        ALONE,
        /** The run is refused. */
        REFUSE;

        /** The verdict on the {@code --no-} form: to refuse what was refused anyway is the default. */
        Verdict negated() {
            return this == REFUSE ? DROP : this;
        }
    }

    static Option keep(String... names) {
        return of(Verdict.KEEP, "", names);
    }

    static Option drop(String... names) {
        return of(Verdict.DROP, "", names);
    }

    static Option crawl(String... names) {
        return of(Verdict.CRAWL, "", names);
    }

    static Option alone(String reason, String... names) {
        return of(Verdict.ALONE, reason, names);
    }

    static Option refuse(String reason, String... names) {
        return of(Verdict.REFUSE, reason, names);
    }

    private static Option of(Verdict verdict, String reason, String... names) {
        return new Option(verdict, List.of(names), false, false, Set.of(), Set.of(), reason);
    }

    /** This option with a value after it. */
    Option value() {
        return new Option(verdict, names, true, negatable, sets, clears, reason);
    }

    /** This option with what it turns on. */
    Option sets(OptionEffect... effects) {
        return new Option(verdict, names, takesValue, negatable, setOf(effects), clears, reason);
    }

    /** This option with a {@code --no-} form that turns off the given effects, or without any, all that it turns on. */
    Option no(OptionEffect... effects) {
        return new Option(verdict, names, takesValue, true, sets, effects.length == 0 ? sets : setOf(effects), reason);
    }

    /** Whether this is the option of that long name. */
    boolean is(String name) {
        return names.contains(name);
    }

    /** The first long name as it is written, or the letter where there is none. */
    String written() {
        return names.stream()
                .filter(name -> name.length() > 1)
                .findFirst()
                .map(name -> "--" + name)
                .orElse("-" + names.get(0));
    }

    private static Set<OptionEffect> setOf(OptionEffect... effects) {
        EnumSet<OptionEffect> set = EnumSet.noneOf(OptionEffect.class);
        set.addAll(Arrays.asList(effects));
        return Collections.unmodifiableSet(set);
    }
}
