package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.rsync.Option.Verdict;
import dev.brigade.rsync.OptionTable.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table against the installed rsync. */
class OptionTableTest {
    /** What only some builds or versions know. */
    private static final Set<String> NOT_IN_EVERY_RSYNC = Set.of(
            "drop-D",
            "insecure-links",
            "confine-root",
            "mkpath",
            "crtimes",
            "N",
            "atimes",
            "U",
            "open-noatime",
            "copy-devices",
            "write-devices",
            "copy-as",
            "early-input",
            "stop-after",
            "stop-at",
            "time-limit",
            "fsync",
            "max-alloc",
            "old-args",
            "secluded-args",
            "trust-sender",
            "stderr",
            "compress-choice",
            "zc",
            "cc",
            "compress-threads",
            "zt",
            "i-d",
            "old-compress",
            "new-compress",
            "V",
            "checksum-choice",
            "omit-link-times",
            "J");

    /** These start or speak to a server when they stand alone, so they are not tried; -? is undocumented. */
    private static final Set<String> NOT_TRIED =
            Set.of("--daemon", "--server", "--sender", "--config", "--dparam", "--detach", "--no-detach", "-?");

    @TempDir
    Path temp;

    @Test
    void rsyncKnowsEveryOptionAndAgreesWhichTakeAValue() throws Exception {
        List<String> tried = OptionTable.uses().keySet().stream()
                .filter(written -> !NOT_TRIED.contains(written))
                .sorted()
                .toList();
        Map<String, String> said = saidTo(tried);
        for (String written : tried) {
            Written use = OptionTable.find(written).orElseThrow();
            // Alone, an option with a value misses it; any other leads to usage.
            if (said.get(written).contains(written + ": unknown option")) {
                assertThat(use.option().names()).as(written).anyMatch(NOT_IN_EVERY_RSYNC::contains);
            } else {
                assertThat(said.get(written).contains("missing argument"))
                        .as("%s takes a value", written)
                        .isEqualTo(use.takesValue());
            }
        }
    }

    @Test
    void rsyncDoesNotKnowTheNoFormsThatTheTableLacks() throws Exception {
        List<String> missing = OptionTable.rows().stream()
                .flatMap(option -> option.names().stream())
                .filter(name -> !name.startsWith("no-"))
                .map(name -> "--no-" + name)
                .filter(negated -> OptionTable.find(negated).isEmpty())
                .toList();
        assertThat(missing).hasSizeGreaterThan(50);
        saidTo(missing).forEach((negated, said) -> assertThat(said).contains(negated + ": unknown option"));
    }

    /** What rsync says to each option alone. */
    private Map<String, String> saidTo(List<String> written) throws Exception {
        List<Callable<String>> runs = new ArrayList<>();
        for (String option : written) {
            runs.add(() -> RealRsync.run(temp, List.of(option)).outputUTF8());
        }
        List<String> said = RealRsync.inParallel(runs);
        return IntStream.range(0, said.size()).boxed().collect(Collectors.toMap(written::get, said::get));
    }

    @Test
    void everyOptionOfItsHelpHasARow() throws Exception {
        String help = RealRsync.run(temp, List.of("--help")).outputUTF8();
        Matcher names = Pattern.compile("(?m)^(--?[\\w@-]+)(?:=\\S+)?(?:, (--?[\\w@-]+))?")
                .matcher(help);
        int seen = 0;
        while (names.find()) {
            for (int group = 1; group <= 2; group++) {
                String name = names.group(group);
                if (name != null && !name.equals("--no-OPTION")) {
                    assertThat(OptionTable.find(name)).as(name).isPresent();
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(150);
    }

    @Test
    void whatIsRefusedHasAReasonAndNothingElseHas() {
        for (Option option : OptionTable.rows()) {
            assertThat(option.reason().isEmpty())
                    .as("%s", option.names())
                    .isEqualTo(option.verdict() != Verdict.REFUSE && option.verdict() != Verdict.ALONE);
        }
    }
}
