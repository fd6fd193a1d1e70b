package dev.brigade.rsync;

import dev.brigade.rsync.Option.Verdict;
import dev.brigade.rsync.OptionTable.Written;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads option words one after the other, as rsync does, and does to each what the table says. */
final class OptionReader {
    private final Iterator<String> words;
    private final RsyncOptions.Use use;
    private final List<String> kept = new ArrayList<>();
    private final FilterReader filters = new FilterReader(FilterRules.NONE);
    private final Set<OptionEffect> effects = EnumSet.noneOf(OptionEffect.class);
    private int oneFileSystem;

    OptionReader(List<String> words, RsyncOptions.Use use) {
        this.words = words.iterator();
        this.use = use;
    }

    RsyncOptions read() throws OptionException {
        while (words.hasNext()) {
            String word = words.next();
            if (word.startsWith("--") && word.length() > 2) {
                longOption(word);
            } else if (word.startsWith("-") && word.length() > 1 && !word.equals("--")) {
                bundle(word);
            } else {
                throw new OptionException("'" + word + "' in the rsync options is no option: "
                        + "name source and destination after brigade's own options");
            }
        }
        return new RsyncOptions(kept, filters.rules(), effects, oneFileSystem);
    }

    private void longOption(String word) throws OptionException {
        int equals = word.indexOf('=');
        String written = equals < 0 ? word : word.substring(0, equals);
        Written option = find(written);
        if (equals >= 0 && !option.takesValue()) {
            throw new OptionException("rsync option " + written + " takes no value: leave out what follows it");
        }
        take(
                option,
                written,
                option.takesValue() ? value(written, equals < 0 ? null : word.substring(equals + 1)) : null);
    }

    /** Letters behind one dash; a value is what follows its letter, or the next word. */
    private void bundle(String word) throws OptionException {
        for (int i = 1; i < word.length(); i++) {
            String written = "-" + word.charAt(i);
            if (word.charAt(i) == '=' && i > 1) {
                throw new OptionException(
                        "rsync option -" + word.charAt(i - 1) + " takes no value: leave out what follows it");
            }
            Written option = find(written);
            if (option.takesValue()) {
                String rest = word.substring(i + 1);
                // rsync takes one = between a letter and its value as a separator.
                String attached = rest.startsWith("=") ? rest.substring(1) : rest;
                take(option, written, value(written, rest.isEmpty() ? null : attached));
                return;
            }
            take(option, written, null);
        }
    }

    private static Written find(String written) throws OptionException {
        return OptionTable.find(written)
                .orElseThrow(() -> new OptionException(
                        "rsync does not know the option " + written + ": write it out in full, or leave it out"));
    }

    private String value(String written, @Nullable String attached) throws OptionException {
        if (attached != null) {
            return attached;
        }
        if (!words.hasNext()) {
            throw new OptionException("rsync option " + written + " needs a value: write it after it");
        }
        return words.next();
    }

    private boolean isRefused(Written option) {
        return option.verdict() == Verdict.REFUSE
                || option.verdict() == Verdict.ALONE && use != RsyncOptions.Use.ONE_PASS && !option.negated();
    }

    private void take(Written word, String written, @Nullable String value) throws OptionException {
        Option option = word.option();
        if (isRefused(word)) {
            throw new OptionException("rsync option " + written + " cannot be used: " + option.reason());
        }
        if (word.negated()) {
            effects.removeAll(option.clears());
        } else {
            effects.addAll(option.sets());
        }
        if (word.verdict() == Verdict.DROP) {
            return;
        }
        if (word.verdict() == Verdict.CRAWL && value != null) {
            filter(option, value);
            return;
        }
        if (option.is("one-file-system")) {
            oneFileSystem = word.negated() ? 0 : oneFileSystem + 1;
        }
        if (option.is("log-file") && value != null && !value.startsWith("/")) {
            throw new OptionException("rsync option --log-file needs an absolute path: write the path from / on");
        }
        kept.add(value == null ? written : (written.startsWith("--") ? written : option.written()) + "=" + value);
    }

    private void filter(Option option, String value) throws OptionException {
        boolean include = option.is("include") || option.is("include-from");
        if (option.is("exclude-from") || option.is("include-from")) {
            filters.addAll(include, PatternFile.read(option.written(), value, Optional.empty()));
        } else {
            filters.add(include, value);
        }
    }
}
