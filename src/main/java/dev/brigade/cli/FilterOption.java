package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.rsync.OptionException;
import dev.brigade.rsync.PatternFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One of the options that select by patterns. picocli makes an object for each on the command line, in their order. */
final class FilterOption {
    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Skip entries that match PATTERN, as rsync does (repeatable).")
    private @Nullable String exclude;

    @Option(
            names = "--include",
            paramLabel = "PATTERN",
            description = "Keep entries that match PATTERN and a later --exclude (repeatable).")
    private @Nullable String include;

    @Option(
            names = "--exclude-from",
            paramLabel = "FILE",
            description = "Read patterns for --exclude from FILE, a line each; - is standard input.")
    private @Nullable String excludeFrom;

    /** Returns whether this option reads standard input. */
    boolean readsInput() {
        return PatternFile.STANDARD_INPUT.equals(excludeFrom);
    }

    /**
     * Returns the patterns of all options, in their order, as values of {@code --exclude}. Reads the files, because
     * they may change until a run is resumed.
     */
    static List<String> patterns(List<FilterOption> options) throws RefusedException {
        List<String> patterns = new ArrayList<>();
        for (FilterOption option : options) {
            option.addTo(patterns);
        }
        return List.copyOf(patterns);
    }

    private void addTo(List<String> patterns) throws RefusedException {
        if (exclude != null) {
            patterns.add(exclude);
        } else if (include != null) {
            // An empty pattern says nothing, and a lone ! drops all rules before it.
            boolean plain = !include.isEmpty() && !include.matches("(?s)!|[-+] .*");
            patterns.add((plain ? "+ " : "") + include);
        } else if (excludeFrom != null) {
            try {
                patterns.addAll(PatternFile.read("--exclude-from", excludeFrom, Optional.of(Console.in()))
                        .values());
            } catch (OptionException e) {
                throw RefusedException.usage(String.valueOf(e.getMessage()));
            }
        }
    }
}
