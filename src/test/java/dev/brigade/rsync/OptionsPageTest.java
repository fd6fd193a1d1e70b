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
    private static final int WIDTH = 120;

    @Test
    void thePageIsTheTable() throws IOException {
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    private static String page() {
        return """
                # rsync options in `--rsync`

                `--rsync "OPTS"` replaces the defaults `-aH --numeric-ids`. brigade splits the string into words as a shell does, and expands nothing.
                It always copies whole trees, so you need no `-r`.

                brigade refuses an option before it writes anything if the option does not work with parallel processes or with two passes.
                It also refuses options that rsync does not know.

                ## Passed to every rsync

                %s

                - With `--max-size` or `--min-size`, brigade names the files of a directory one by one if the directory holds large files.
                - Without `-t`, the verification compares sizes, not times.
                - `--insecure-links` exists since rsync 3.5. An older rsync refuses it. `brigade sync --trust-destination` passes it only if rsync knows it.
                  Without it, rsync refuses a symbolic link in its paths that belongs neither to root nor to its own user.
                  With it, anybody who can write to the destination or a directory above it can lead rsync to another place.

                ## Passed to every rsync, and obeyed by the crawl

                %s

                ## Ignored

                These options change only what rsync prints, have no meaning between local directories, or do what brigade does itself.

                %s

                ## Refused

                %s

                ## Refused, except by `brigade msrsync`

                `brigade msrsync` has one pass and gives these options to every rsync. With two passes, the second pass would undo the first
                or misunderstand it.

                %s
                """.formatted(
                        names(Verdict.KEEP),
                        names(Verdict.CRAWL),
                        names(Verdict.DROP),
                        refused(Verdict.REFUSE),
                        refused(Verdict.ALONE));
    }

    private static String names(Verdict verdict) {
        return wrapped("", listed(verdict));
    }

    /** One item a reason: the options, then the reason. */
    private static String refused(Verdict verdict) {
        Map<String, List<Option>> byReason = OptionTable.rows().stream()
                .filter(row -> row.verdict() == verdict)
                .collect(Collectors.groupingBy(Option::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.entrySet().stream()
                .map(reason -> "- " + wrapped("  ", listed(reason.getValue())) + ":\n  " + reason.getKey())
                .collect(Collectors.joining("\n"));
    }

    private static List<String> listed(Verdict verdict) {
        return listed(OptionTable.rows().stream()
                .filter(row -> row.verdict() == verdict)
                .toList());
    }

    private static List<String> listed(List<Option> rows) {
        return rows.stream().map(OptionsPageTest::written).toList();
    }

    /** Joins with commas, on lines no longer than the page's. */
    private static String wrapped(String indent, List<String> items) {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (String item : items) {
            if (text.length() > 0) {
                text.append(',');
                boolean fits = text.length() - start + item.length() < WIDTH;
                text.append(fits ? " " : "\n" + indent);
                start = fits ? start : text.length();
            }
            text.append(item);
        }
        return text.toString();
    }

    private static String written(Option row) {
        return row.names().stream()
                .map(name -> "`" + (name.length() == 1 ? "-" : "--") + name + "`")
                .collect(Collectors.joining(" "));
    }
}
