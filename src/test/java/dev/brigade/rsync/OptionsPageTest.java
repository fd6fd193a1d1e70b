package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.rsync.Option.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The manual's page on rsync's options says what the table says; where it does not, the failure shows the page as it
 * should be.
 */
class OptionsPageTest {
    private static final Path PAGE = Path.of("docs/rsync-options.md");

    @Test
    void thePageIsTheTable() throws IOException {
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    private static String page() {
        return """
                # rsync's options in `--rsync`

                The string is split into words as a shell splits them; nothing in it is expanded. It replaces the defaults
                `-aH --numeric-ids`. Recursion is implied. What would mean something else for single directories than for a recursive
                rsync, or in one of two phases, is refused before anything is written, and so is what rsync itself does not know.

                ## Passed on to every rsync

                %s

                With `--max-size` or `--min-size`, directories that hold large files are named file by file. Without `-t`, phase 2 compares
                sizes, not times.

                `--insecure-links` exists from rsync 3.5, and an older one refuses it; `brigade sync --trust-destination` passes it only to an rsync that knows
                it. Without it rsync walks each path that it is given step by step and refuses a symbolic link there that belongs neither to root nor to its own
                user; with it, whoever may write above or in the destination can lead a privileged rsync elsewhere.

                ## Passed on, and honoured by the crawl

                %s

                ## Left out

                They change only what rsync prints, mean nothing between local directories, or are what brigade does itself.

                %s

                ## Refused

                | option | why, and what to do |
                |---|---|
                %s

                ## Refused, but for `brigade msrsync`

                A run of one pass hands them on to every rsync; with two passes the second would undo or mistake what the first did.

                | option | why, and what to do |
                |---|---|
                %s
                """.formatted(
                        names(Verdict.KEEP),
                        names(Verdict.CRAWL),
                        names(Verdict.DROP),
                        refused(Verdict.REFUSE),
                        refused(Verdict.ALONE));
    }

    private static String names(Verdict verdict) {
        return OptionTable.rows().stream()
                .filter(row -> row.verdict() == verdict)
                .map(OptionsPageTest::written)
                .collect(Collectors.joining(", "));
    }

    private static String refused(Verdict verdict) {
        Map<String, List<Option>> byReason = OptionTable.rows().stream()
                .filter(row -> row.verdict() == verdict)
                .collect(Collectors.groupingBy(Option::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(reason -> "| "
                        + reason.getValue().stream()
                                .map(OptionsPageTest::written)
                                .collect(Collectors.joining(", "))
                        + " | " + reason.getKey() + " |")
                .collect(Collectors.joining("\n"));
    }

    private static String written(Option row) {
        return row.names().stream()
                .map(name -> "`" + (name.length() == 1 ? "-" : "--") + name + "`")
                .collect(Collectors.joining(" "));
    }
}
