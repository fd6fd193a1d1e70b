package dev.brigade.report;

import static dev.brigade.model.Outcomes.FILE;
import static dev.brigade.model.Outcomes.sync;
import static dev.brigade.model.Outcomes.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.brigade.model.Bottleneck;
import dev.brigade.model.CappedList;
import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Problem;
import dev.brigade.model.StopReason;
import dev.brigade.model.Totals;
import dev.brigade.report.Look.Detail;
import dev.brigade.testing.AwkwardNames;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of outcomes, line by line. */
final class TextReportTest {
    private static final String COPY = "  Copied      1.0 MiB in 2.00 s: 512.0 KiB/s, 250 files/s, 8 processes";
    private static final String VERIFY =
            "  Verified    900 files, 100 directories in 0.50 s, 1,800 files/s:\n              size and attributes";
    private static final String COMPARED = VERIFY.replace("Verified", "Compared");
    private static final String AGAIN = "; run the same command again to resume";

    static Stream<Arguments> outcomes() {
        Change mode = new Change(FileName.of("b"), ".f...p.....", 0);
        return Stream.of(
                row(sync(), COPY, VERIFY, "all copied and verified"),
                row(sync().notVerified(), COPY, "all copied, not verified"),
                row(
                        sync().copied(Outcomes.phase(
                                Outcomes.TOTALS, Totals.NONE, Duration.ofSeconds(2), Outcomes.DIRECT)),
                        COPY,
                        "  Engine      direct 300 files, 768.0 KiB; rsync 200 files, 256.0 KiB",
                        VERIFY,
                        "all copied and verified"),
                row(verify(), VERIFY, "all verified"),
                row(
                        sync().tuned(true, 64, Bottleneck.LATENCY),
                        COPY.replace(" 8 processes", "\n              64 processes, chosen by brigade"),
                        VERIFY,
                        "  Bottleneck  latency",
                        "all copied and verified"),
                row(
                        sync().tuned(true, 1, Bottleneck.UNKNOWN),
                        COPY.replace(" 8 processes", "\n              1 process, chosen by brigade"),
                        VERIFY,
                        "all copied and verified"),
                row(
                        sync().tuned(false, 8, Bottleneck.SERVER),
                        COPY,
                        VERIFY,
                        "  Bottleneck  the server",
                        "all copied and verified"),
                row(
                        sync().repaired(FILE, mode),
                        COPY,
                        VERIFY,
                        "repaired 2:",
                        "  a/file (size,time)",
                        "  b (mode)",
                        "all copied and verified"),
                row(
                        sync().changed("c").vanished("v", "w"),
                        COPY,
                        VERIFY,
                        "changed in the source during the run 1:",
                        "  c",
                        "vanished 2:",
                        "  v",
                        "  w",
                        "complete, but the source changed during the run"),
                row(sync().deleted("x", "y"), COPY, VERIFY, "all copied and verified"),
                row(
                        sync().differing(FILE),
                        COPY,
                        VERIFY,
                        "still differs 1:",
                        "  a/file (size,time)",
                        "the destination differs from the source"),
                row(
                        sync().failed(
                                        new Problem(FileName.of("f"), "send_files failed: Permission denied (13)"),
                                        new Problem(null, "rsync ended with 12")),
                        COPY,
                        VERIFY,
                        "failed 2:",
                        "  f: send_files failed: Permission denied (13)",
                        "  rsync ended with 12",
                        "some entries failed; they are listed"),
                row(
                        sync().copied(Outcomes.phase(
                                Outcomes.TOTALS, new Totals(400, 0, 1 << 20), Duration.ofSeconds(1))),
                        "  Copied      1.0 MiB in 1.00 s: 1.0 MiB/s, 500 files/s, 8 processes",
                        VERIFY,
                        "all copied and verified"),
                row(
                        sync().copied(Outcomes.phase(
                                        Outcomes.TOTALS, new Totals(400, 0, 1 << 20), Duration.ofSeconds(1)))
                                .notVerified()
                                .stopped(StopReason.INTERRUPTED, "a signal arrived"),
                        "  Copied      1.0 MiB, stopped after 1.00 s",
                        "interrupted: a signal arrived" + AGAIN),
                row(sync().dryRun(), COMPARED, "nothing was changed (dry run)"),
                row(
                        sync().dryRun().repaired(FILE).deleted("x"),
                        COMPARED,
                        "differs 2:",
                        "  > a/file (size, time)",
                        "  - x",
                        "nothing was changed (dry run)"),
                row(verify().dryRun(), COMPARED, "no differences"),
                row(
                        verify().dryRun().repaired(FILE).deleted("x"),
                        COMPARED,
                        "differs 2:",
                        "  > a/file (size, time)",
                        "  - x",
                        "the destination differs from the source"),
                row(
                        sync().warned("one thing", "another"),
                        COPY,
                        VERIFY,
                        "warning: one thing",
                        "warning: another",
                        "all copied and verified"),
                row(
                        sync().repaired(new Change(FileName.ROOT, ".d..t......", 0)),
                        COPY,
                        VERIFY,
                        "repaired 1:",
                        "  ./ (time)",
                        "all copied and verified"),
                row(
                        sync().copied(Outcomes.compared(new Totals(1, 0, 3), Duration.ofSeconds(1)))
                                .notVerified(),
                        "  Copied      nothing in 1.00 s, 8 processes",
                        "all copied, not verified"),
                row(
                        sync().notVerified().stopped(StopReason.INTERRUPTED, "a signal arrived"),
                        "  Copied      1.0 MiB, stopped after 2.00 s",
                        "interrupted: a signal arrived" + AGAIN),
                row(
                        sync().stopped(StopReason.INTERRUPTED, "a signal arrived"),
                        COPY,
                        "  Verified    stopped after 0.50 s: size and attributes",
                        "interrupted: a signal arrived" + AGAIN),
                row(
                        sync().notVerified().stopped(StopReason.BROKEN, "rsync ended with 1"),
                        "  Copied      1.0 MiB, stopped after 2.00 s",
                        "brigade itself failed: rsync ended with 1" + AGAIN),
                row(
                        sync().notVerified()
                                .failed(new Problem(FileName.of("f"), "No space left on device (28)"))
                                .stopped(StopReason.NO_SPACE, "No space left on device (28)"),
                        "  Copied      1.0 MiB, stopped after 2.00 s",
                        "failed 1:",
                        "  f: No space left on device (28)",
                        "no space is left: No space left on device (28)" + AGAIN),
                row(
                        verify().stopped(StopReason.STORAGE_LOST, "/mnt was it unmounted?"),
                        "  Verified    stopped after 0.50 s: size and attributes",
                        "the storage was lost: /mnt was it unmounted?; run the same command again"),
                row(
                        sync().dryRun().stopped(StopReason.INTERRUPTED, "a signal arrived"),
                        "  Compared    stopped after 0.50 s: size and attributes",
                        "interrupted: a signal arrived; run the same command again"));
    }

    private static Arguments row(Outcomes outcome, String... lines) {
        return arguments(outcome, Stream.of(lines).flatMap(String::lines).toList());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysWhatHappened(Outcomes outcome, List<String> lines) {
        assertThat(Looks.belowTheTable(outcome.get(), Detail.NORMAL)).isEqualTo(lines);
    }

    @Test
    void repeatsNoNameThatWasPrintedWhenItWasChanged() {
        assertThat(Looks.belowTheTable(sync().deleted("x").repaired(many(1_001)).get(), Detail.VERBOSE))
                .hasSize(3 + 1);
    }

    @Test
    void onlyCountsBeyondTwentyWhatWentWell() {
        assertThat(Looks.belowTheTable(sync().repaired(many(20)).get(), Detail.NORMAL))
                .hasSize(3 + 1 + 20 + 1)
                .noneMatch(line -> line.endsWith(" more"));
        assertThat(Looks.belowTheTable(sync().repaired(many(12_345)).get(), Detail.NORMAL))
                .hasSize(3 + 1 + 20 + 2 + 1)
                .contains("repaired 12,345:", "  19 (size,time)", "  and 12,325 more")
                .contains("  all 12,345 names: brigade runs show 7f3a --changed");
    }

    @Test
    void listsWhatARehearsalWouldDoHoweverMuch() {
        assertThat(Looks.lines(sync().dryRun().repaired(many(1_001)).get(), Detail.NORMAL))
                .contains("differs 1,001:", "  > 1000 (size, time)")
                .noneMatch(line -> line.endsWith(" more"));
    }

    @Test
    void firstNamesOfWhatIsNotWellAreEnoughUnlessAllAreWanted() {
        String[] names = list(1_001, String::valueOf).toArray(new String[0]);
        Outcome outcome =
                sync().changed(names).vanished(names).differing(many(1_001)).get();

        assertThat(Looks.belowTheTable(outcome, Detail.NORMAL)).hasSizeLessThan(65);
        assertThat(Looks.belowTheTable(outcome, Detail.VERBOSE))
                .hasSize(3 + 3 * 1_002 + 1)
                .noneMatch(line -> line.endsWith(" more"));
    }

    @Test
    void manyFailuresOfOneReasonAreAFewLines() {
        List<Problem> problems = list(1_500, i -> new Problem(FileName.of("f" + i), "source not readable: no"));
        List<String> lines = Looks.belowTheTable(
                sync().failed(new CappedList<>(1_507, problems)).get(), Detail.NORMAL);

        assertThat(lines)
                .containsSubsequence(
                        "failed 1,507:",
                        "  1,500 entries: source not readable: no",
                        "    f0",
                        "    f4",
                        "    and 1,495 more",
                        "  and 7 more",
                        "  all 1,507 names: brigade runs show 7f3a --failed",
                        "some entries failed; they are listed")
                .doesNotContain("    f5")
                .hasSize(3 + 1 + 1 + 5 + 1 + 1 + 1 + 1);
        assertThat(Looks.lines(sync().failed(new CappedList<>(1_507, problems)).get(), Detail.VERBOSE))
                .contains("  f1499: source not readable: no", "  and 7 more");
    }

    @Test
    void keepsEveryNameOnOneLineAndObeysNone() {
        for (FileName name : AwkwardNames.all()) {
            Change change = new Change(name, ">f.st......", 0);
            String raw = name.toString();
            Outcome outcome = verify().repaired(change)
                    .differing(change)
                    .failed(new Problem(name, "reason\n\u001b[31m"))
                    .warned(raw)
                    .stopped(StopReason.BROKEN, raw)
                    .get();
            List<String> lines = Looks.lines(outcome, Detail.VERBOSE);
            assertThat(Looks.belowTheTable(outcome, Detail.VERBOSE)).as(raw).hasSize(1 + 2 + 2 + 1 + 1);
            assertThat(lines)
                    .as(raw)
                    .allSatisfy(line -> assertThat(
                                    line.chars().filter(Character::isISOControl).boxed())
                            .isEmpty());
        }
    }

    private static CappedList<Change> many(int number) {
        return CappedList.of(list(number, i -> new Change(FileName.of(String.valueOf(i)), ">f.st......", 0)));
    }

    private static <T> List<T> list(int number, IntFunction<T> make) {
        return IntStream.range(0, number).mapToObj(make).toList();
    }
}
