package dev.brigade.cli;

import dev.brigade.rsync.RsyncOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people mean by commands and options that brigade does not have. Pure. */
final class Hints {
    /** If more than a third of the letters differ, it is another word. */
    private static final int SAME = 3;

    /** Fewer characters, with the dashes, begin many options. */
    private static final int SHORTEST = 5;

    /** What rsync's letters ask for and brigade does without them, and letters that brigade has, too. */
    private static final String IMPLIED = "arlptgoDHShvPqn";

    private static final Map<String, String> COMMANDS = table("""
            copy cp rsync mirror backup clone push fpsync = sync
            check compare diff cmp = verify
            du size stat scan ls = count
            list history log = runs
            continue restart = resume
            """);

    /** Options of other programs, and brigade's own in other spellings. */
    private static final Map<String, String> OPTIONS = table("""
            -c --checksum --check-sum --checksums = --verify checksum
            --dryrun --dry_run --simulate --just-print --list-only = --dry-run
            --del --delete-before --delete-during --delete-delay --delete-after --deletes --purge = --delete
            --bandwidth --bw-limit --rate --limit-rate --limit = --bwlimit RATE, such as 20M
            --threads --parallel --jobs --workers --transfers --procs -j -w = --processes N
            --exclude-file --ignore-file --exclude-list = --exclude-from FILE
            --ignore = --exclude PATTERN
            --info --progress-bar = -P
            --silent = --quiet
            --force --overwrite --inplace --partial --append --whole-file = no option: brigade copies in place, and resumes by itself
            --continue --restart = the same command, which resumes an interrupted run by itself
            """);

    private Hints() {}

    /** Reads lines of words, an equals sign, and what is meant by each of them. */
    private static Map<String, String> table(String text) {
        Map<String, String> table = new TreeMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf(" = ");
            for (String word : line.substring(0, equals).split(" ", -1)) {
                table.put(word, line.substring(equals + " = ".length()));
            }
        });
        return table;
    }

    /**
     * Returns what is meant by a command line whose first word is no command; empty if nobody can know.
     *
     * @param words the command line
     * @param commands the names of all commands
     */
    static Optional<String> command(List<String> words, Iterable<String> commands) {
        String first = words.get(0);
        String known = COMMANDS.get(first);
        if (known != null) {
            return meant("brigade " + known);
        }
        for (String command : commands) {
            if (isLike(first, command)) {
                return meant("brigade " + command);
            }
        }
        boolean paths = words.size() > 1 || first.contains("/") || first.contains(":");
        return paths ? meant("brigade sync " + String.join(" ", words)) : Optional.empty();
    }

    /**
     * Returns what is meant by an option that a command does not have; empty if nobody can know.
     *
     * @param written the option, perhaps with a value
     * @param options the names of the command's options
     */
    static Optional<String> option(String written, Iterable<String> options) {
        String name = written.startsWith("--") ? written.replaceFirst("=.*", "") : written;
        String known = OPTIONS.get(name);
        if (known != null) {
            return meant(known);
        }
        if (!name.startsWith("--")) {
            return letters(name.substring(1));
        }
        for (String option : options) {
            if (option.startsWith("--") && (isLike(name, option) || isBeginning(name, option))) {
                return meant(option);
            }
        }
        return RsyncOptions.advice(name);
    }

    /** A bundle of letters as rsync takes them. */
    private static Optional<String> letters(String bundle) {
        List<String> advice = new ArrayList<>();
        StringBuilder wanted = new StringBuilder();
        for (String letter : bundle.codePoints().mapToObj(Character::toString).toList()) {
            if (IMPLIED.contains(letter)) {
                continue;
            }
            String known = OPTIONS.get("-" + letter);
            if (known != null) {
                advice.add("For -" + letter + " use " + known);
            } else if (RsyncOptions.isPassedOn("-" + letter)) {
                wanted.append(letter);
            } else {
                RsyncOptions.advice("-" + letter).ifPresent(advice::add);
            }
        }
        if (!wanted.isEmpty()) {
            advice.add("Give it to rsync: --rsync '-aH" + wanted + " --numeric-ids'");
        }
        if (advice.isEmpty() && bundle.chars().anyMatch(letter -> IMPLIED.indexOf(letter) >= 0)) {
            advice.add("Leave it out: brigade copies with -aH --numeric-ids");
        }
        return advice.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", advice));
    }

    private static Optional<String> meant(String what) {
        return Optional.of("Did you mean " + what + "?");
    }

    private static boolean isBeginning(String name, String option) {
        return name.length() >= SHORTEST && option.startsWith(name);
    }

    private static boolean isLike(String a, String b) {
        return distance(a, b) * SAME <= Math.max(a.length(), b.length());
    }

    /** Returns how many letters have to be changed, added, removed or swapped with the next one. */
    private static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                edits[i][j] = Math.min(edits[i - 1][j - 1] + other, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
