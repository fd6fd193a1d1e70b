package dev.brigade.rsync;

import dev.brigade.format.ShellWords;
import dev.brigade.model.FileName;
import dev.brigade.rsync.Option.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rsync options of a run, as every process of both passes gets them, and their effects. Immutable and thread-safe.
 *
 * @param arguments the options that are passed on, in their order, without recursion and filter rules
 * @param filters the excludes and includes, in their order
 * @param effects the effects of all options; the last option counts
 * @param oneFileSystem how many times {@code -x} was given: 1 leaves mount points empty, 2 leaves them out; 0 crosses
 *     them
 */
public record RsyncOptions(List<String> arguments, FilterRules filters, Set<OptionEffect> effects, int oneFileSystem) {
    /** The kind of run that gets the options. */
    public enum Use {
        /** A copy without verification: all options that work in parallel processes are allowed. */
        ONE_PASS,
        /** A copy and its verification: options that the two passes understand differently are refused. */
        TWO_PASSES
    }

    private static final int OWNER = 0700;
    private static final String CHMOD = "--chmod=";
    /** One change of a mode: {@code Du+rwx}, {@code F644}. */
    private static final Pattern CHANGE = Pattern.compile("(?<who>[DFugoa]*)(?<op>[-+=]?)(?<what>[rwxXst]*|[0-7]+)");

    private static final List<String> DEFAULTS = List.of("-aH", "--numeric-ids");

    public RsyncOptions {
        arguments = List.copyOf(arguments);
        EnumSet<OptionEffect> copy = EnumSet.noneOf(OptionEffect.class);
        copy.addAll(effects);
        effects = Collections.unmodifiableSet(copy);
    }

    /** Returns the defaults: {@code -aH --numeric-ids}. */
    public static RsyncOptions defaults() {
        try {
            return new OptionReader(DEFAULTS, Use.TWO_PASSES).read();
        } catch (OptionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads an option string. It is split into words as a shell does it, and nothing is expanded. Files of filter rules
     * are read here; relative names start at the working directory.
     *
     * @throws OptionException if rsync would refuse the string, or an option does not work with the passes of a run
     */
    public static RsyncOptions parse(String optionString, Use use) throws OptionException {
        if (optionString.indexOf('\0') >= 0
                || !FileName.of(optionString).asArgument().equals(Optional.of(optionString))) {
            throw new OptionException("the rsync options hold characters that cannot be passed on in this locale:"
                    + " set LC_ALL=C.UTF-8, or put patterns into a file for --exclude-from");
        }
        try {
            return new OptionReader(ShellWords.split(optionString, "the rsync options"), use).read();
        } catch (ShellWords.UnfinishedException e) {
            throw new OptionException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether an option of rsync, written with its dashes, may be among the options of a run. */
    public static boolean isPassedOn(String written) {
        return OptionTable.find(written)
                .filter(option -> option.verdict() == Verdict.KEEP || option.verdict() == Verdict.CRAWL)
                .isPresent();
    }

    /** Returns the options, as they were written, that have one of some effects. */
    public List<String> with(Set<OptionEffect> some) {
        return arguments.stream()
                .map(argument -> argument.replaceFirst("=.*", ""))
                .filter(written -> OptionTable.find(written)
                        .filter(option -> !option.negated())
                        .filter(option -> !Collections.disjoint(option.option().sets(), some))
                        .isPresent())
                .toList();
    }

    /** Returns what to do with an option of rsync, written with its dashes; empty if rsync has no such option. */
    public static Optional<String> advice(String written) {
        return OptionTable.find(written).map(option -> switch (option.verdict()) {
            case KEEP, CRAWL -> "Give it to rsync: --rsync '-aH --numeric-ids " + written + "'";
            case DROP -> "It is rsync's, and brigade does not need it: leave it out";
            case ALONE, REFUSE -> "It is rsync's, but " + option.option().reason();
        });
    }

    public boolean has(OptionEffect effect) {
        return effects.contains(effect);
    }

    /** Returns what {@code --chmod} makes of a directory's mode, as far as it is about the owner's permissions. */
    public int chmod(int directoryMode) {
        int mode = directoryMode;
        for (String argument : arguments) {
            if (argument.startsWith(CHMOD)) {
                for (String change : argument.substring(CHMOD.length()).split(",", -1)) {
                    mode = changed(mode, change);
                }
            }
        }
        return mode;
    }

    private static int changed(int mode, String change) {
        Matcher parts = CHANGE.matcher(change);
        if (!parts.matches()
                || parts.group("who").contains("F")
                || parts.group("who").matches("D?[go]+")) {
            return mode;
        }
        String what = parts.group("what");
        int bits = (what.contains("r") ? 0400 : 0)
                | (what.contains("w") ? 0200 : 0)
                | (what.matches(".*[xX].*") ? 0100 : 0);
        return switch (parts.group("op")) {
            case "" -> Integer.parseInt(what, 8);
            case "+" -> mode | bits;
            case "-" -> mode & ~bits;
            default -> mode & ~OWNER | bits;
        };
    }

    /** Returns these options without owners and groups. */
    RsyncOptions withoutOwners() {
        List<String> words = new ArrayList<>(arguments);
        words.addAll(List.of("--no-o", "--no-g"));
        Set<OptionEffect> fewer = new HashSet<>(effects);
        fewer.removeAll(Set.of(OptionEffect.OWNERS, OptionEffect.GROUPS));
        return new RsyncOptions(words, filters, fewer, oneFileSystem);
    }
}
