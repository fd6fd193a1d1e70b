package dev.brigade.rsync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of {@link OptionTable}. A name of one character is a letter ({@code l}: {@code -l}, {@code --no-l}), a longer
 * one is a long option ({@code links}: {@code --links}, {@code --no-links}).
 *
 * @param sets the effects that the option turns on
 * @param clears the effects that its {@code --no-} form turns off
 * @param reason why it is refused and what to do instead; empty if it never is
 */
record Option(
        Verdict verdict,
        List<String> names,
        boolean takesValue,
        boolean negatable,
        Set<OptionEffect> sets,
        Set<OptionEffect> clears,
        String reason) {

    private static final Pattern EFFECT = Pattern.compile("\\+?[A-Z_]{2,}");

    /** What brigade does with an option. */
    enum Verdict {
        /** It is passed to every rsync process. */
        KEEP,
        /** It is ignored: it only changes output, does nothing locally, or brigade does it itself. */
        DROP,
        /** It is passed on, and the crawl obeys it too. */
        CRAWL,
        /** A run of one pass passes it on; a run that verifies its copy refuses it. */
        ALONE,
        /** The run is refused. */
        REFUSE;

        /** The verdict on the {@code --no-} form, which asks for the default if the option is refused. */
        Verdict negated() {
            return this == REFUSE ? DROP : this;
        }
    }

    /** Reads a row of the table. */
    static Option of(Verdict verdict, String reason, String row) {
        List<String> names = new ArrayList<>();
        Set<OptionEffect> sets = new HashSet<>();
        Set<OptionEffect> clears = new HashSet<>();
        List<String> words = List.of(row.split(" ", -1));
        for (String word : words) {
            if (EFFECT.matcher(word).matches()) {
                OptionEffect effect = OptionEffect.valueOf(word.replace("+", ""));
                sets.add(effect);
                if (!word.startsWith("+")) {
                    clears.add(effect);
                }
            } else if (!word.equals("=") && !word.equals("no")) {
                names.add(word);
            }
        }
        return new Option(verdict, names, words.contains("="), words.contains("no"), sets, clears, reason);
    }

    /** Whether this is the option of that long name. */
    boolean is(String name) {
        return names.contains(name);
    }

    /** The first long name as it is written, or the letter if there is none. */
    String written() {
        return names.stream()
                .filter(name -> name.length() > 1)
                .findFirst()
                .map(name -> "--" + name)
                .orElse("-" + names.get(0));
    }
}
