package dev.brigade.report;

import static dev.brigade.model.Outcomes.FILE;
import static dev.brigade.model.Outcomes.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Outcome;
import dev.brigade.model.RunIdentity;
import dev.brigade.model.RunTask;
import dev.brigade.report.Look.Detail;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first lines of an outcome. */
final class OutcomeHeadTest {
    private static final Look BERLIN = new Look(Detail.NORMAL, ZoneId.of("Europe/Berlin"), false, "");
    private static final Look COLOURED = new Look(Detail.NORMAL, ZoneId.of("Europe/Berlin"), true, "");

    private static Outcome between(List<String> sources, String destination, String start, String end) {
        Outcome outcome = sync().get();
        RunIdentity run = outcome.run();
        RunTask task = outcome.task();
        return new Outcome(
                new RunIdentity(
                        run.id(),
                        run.job(),
                        run.version(),
                        run.host(),
                        run.command(),
                        Instant.parse(start),
                        Instant.parse(end)),
                new RunTask(task.mode(), sources, destination, task.verify(), task.deletes(), task.dryRun()),
                outcome.processes(),
                outcome.tuning(),
                outcome.copy(),
                outcome.verify(),
                outcome.comparison(),
                outcome.entries(),
                outcome.warnings(),
                outcome.stopped());
    }

    private static Outcome of(List<String> sources, String destination) {
        return between(sources, destination, "2026-11-27T21:00:04Z", "2026-11-27T22:41:12Z");
    }

    @Test
    void isTheCommandTheRunTheResultAndTheLocalTime() {
        assertThat(OutcomeHead.lines(of(List.of("/srv/data/"), "/mnt/filer/data"), 0, BERLIN))
                .containsExactly(
                        "brigade sync /srv/data/ -> /mnt/filer/data      run 7f3a     OK (exit code 0)"
                                .replace("      run", "         run"),
                        "Fri 27 Nov 22:00:04 - 23:41:12 CET, 1h41m",
                        "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-27T21:00:04Z | 2026-11-27T21:00:04Z | Fri 27 Nov 22:00:04 - 22:00:04 CET, 0 s
            2026-11-27T21:00:04Z | 2026-11-27T23:30:00Z | Fri 27 Nov 22:00:04 - Sat 28 Nov 00:30:00 CET, 2h29m
            2026-03-28T21:00:00Z | 2026-03-29T04:00:00Z | Sat 28 Mar 22:00:00 - Sun 29 Mar 06:00:00 CEST, 7h00m
            """)
    void namesTheDayTwiceOnlyIfItIsAnother(String start, String end, String line) {
        assertThat(OutcomeHead.lines(between(List.of("a"), "b", start, end), 0, BERLIN))
                .contains(line);
    }

    @Test
    void fitsIntoEightyColumnsHoweverLongThePathsAre() {
        String path = "/srv/" + "x".repeat(60);
        List<String> many = IntStream.range(0, 12).mapToObj(i -> path + i).toList();

        List<String> lines = OutcomeHead.lines(of(many, "/mnt/filer/data"), 20, BERLIN);

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(lines)
                .containsSubsequence(
                        "brigade sync",
                        "  " + path + "0",
                        "  and 7 more sources",
                        "  -> /mnt/filer/data",
                        "run 7f3a     OK (exit code 20)");
    }

    @Test
    void aHostilePathStaysOnItsLine() {
        assertThat(OutcomeHead.lines(of(List.of("a\nb\u001b[31m"), "c"), 0, BERLIN)
                        .get(0))
                .contains("a\\#012b\\#033[31m");
    }

    @Test
    void onlyTheResultIsColoured() {
        assertThat(OutcomeHead.lines(sync().get(), 0, COLOURED).get(0)).endsWith("\u001b[32mOK (exit code 0)\u001b[0m");
        assertThat(OutcomeHead.lines(sync().changed("x").get(), 3, COLOURED).get(0))
                .endsWith("\u001b[33mSOURCE CHANGED (exit code 3)\u001b[0m");
        assertThat(OutcomeHead.lines(sync().differing(FILE).get(), 21, COLOURED).get(0))
                .endsWith("\u001b[31mDIFFERENT (exit code 21)\u001b[0m");
    }

    @ParameterizedTest
    @CsvSource({
        "true,xterm,'',true",
        "false,xterm,'',false",
        "true,dumb,'',false",
        "true,,'',false",
        "true,xterm,1,false"
    })
    void coloursNeedATerminalThatKnowsThemAndAUserWhoWantsThem(
            boolean terminal, String term, String refused, boolean coloured) {
        Map<String, String> environment =
                term == null ? Map.of("NO_COLOR", refused) : Map.of("NO_COLOR", refused, "TERM", term);
        assertThat(Look.isColoured(terminal, environment)).isEqualTo(coloured);
    }
}
