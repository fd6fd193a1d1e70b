package dev.brigade.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.count.CountResult.Crowded;
import dev.brigade.model.CappedList;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.SizeClass;
import dev.brigade.testing.Node;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A census as people read it. */
final class CountReportTest {
    private static final long MIB = 1 << 20;

    @Test
    void tellsAllThatWasCounted() {
        assertThat(CountReport.lines(Censuses.plain()))
                .containsExactly(
                        "files         14, 3 of them more names of hard-linked files; each file's bytes count once",
                        "directories   4",
                        "symlinks      2",
                        "others        1",
                        "all entries   21",
                        "bytes         6,000 (5.9 KiB)",
                        "largest file  4.9 KiB  /data/large",
                        "mean size     545 B",
                        "sizes",
                        "  < 1 KiB                 10  ########################################  1000 B",
                        "  < 4 KiB                  0",
                        "  < 1 TiB                  1  ####                                      4.9 KiB",
                        "small files: judge a copy by files/s",
                        "brigade sync chooses the number of processes; fixed numbers would be -p 16 -f 170",
                        "counted in 1.23 s");
        assertThat(CountReport.unreadable(Censuses.plain())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0",
        "1, 1000000, 1",
        "10, 10, 40",
        "5, 10, 20",
        "999999, 1000000, 40",
        "9223372036854775807, 9223372036854775807, 40"
    })
    void aBarIsAsLongAsItsShareAndNeverVanishes(long files, long most, int length) {
        assertThat(CountReport.bar(files, most)).isEqualTo("#".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 10485759, small files: judge a copy by files/s",
        "1, 10485760, large files: judge a copy by bytes/s",
        "2, 20971519, small files: judge a copy by files/s",
        "2, 31457280, large files: judge a copy by bytes/s"
    })
    void largeIsAMeanOfTenMebibytes(long files, long bytes, String advice) {
        List<SizeClass> sizes = List.of(new SizeClass(4 * MIB, files, bytes));
        assertThat(CountReport.lines(Censuses.of(sizes, bytes, CappedList.of(List.of()))))
                .contains(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 3221225472, 12 large files with 98% of the bytes: judge a copy by bytes/s and by files/s",
        "1, 268435456, 1 large file with 86% of the bytes: judge a copy by bytes/s and by files/s",
        "1, 31457280, small files: judge a copy by files/s"
    })
    void fewFilesWithMostOfTheBytesAreJudgedApart(long files, long bytes, String advice) {
        List<SizeClass> sizes = List.of(new SizeClass(1024, 20_000, 40 * MIB), new SizeClass(16 * MIB, files, bytes));
        assertThat(CountReport.lines(Censuses.of(sizes, bytes + 40 * MIB, CappedList.of(List.of()))))
                .contains(advice);
    }

    @Test
    void withoutFilesThereIsNothingToJudge() {
        List<SizeClass> sizes = List.of(new SizeClass(0, 0, 0));
        assertThat(CountReport.lines(Censuses.of(sizes, 0, CappedList.of(List.of()))))
                .noneMatch(line -> line.contains("judge") || line.contains("mean") || line.contains("largest"))
                .contains("brigade sync chooses the number of processes; fixed numbers would be -p 16 -f 170");
    }

    @Test
    void namesOfAnyBytesTakeOneLineEach() {
        FileName awkward = Node.raw("/\u001b[31m\n\u00e9");
        List<String> lines = CountReport.lines(Censuses.with(
                List.of(awkward, FileName.of("b")),
                awkward,
                new CappedList<>(12, List.of(new Crowded(awkward, 30_000), new Crowded(FileName.of("b"), 20_001))),
                CappedList.of(List.of())));
        assertThat(lines)
                .contains(
                        "counted       2 directories together:",
                        "  /\\#033[31m\\#012\\#351",
                        "  b",
                        "largest file  4.9 KiB  /\\#033[31m\\#012\\#351",
                        "too flat to split well (more than 20,000 entries in one directory) 12:",
                        "  30,000  /\\#033[31m\\#012\\#351",
                        "  20,001  b",
                        "  and 10 more")
                .allMatch(line -> line.chars().allMatch(c -> c >= ' ' && c < 127));
        assertThat(lines.get(3)).endsWith("but some count several times: there are too many to tell apart");
    }

    @Test
    void whatCannotBeReadIsListedAndBeyondTheLimitCounted() {
        List<Problem> first = IntStream.range(0, CappedList.KEPT)
                .mapToObj(i -> new Problem(FileName.of("closed " + i + "\n"), "Permission denied"))
                .toList();
        CappedList<Problem> unreadable = new CappedList<>(CappedList.KEPT + 1_234L, first);
        List<String> lines = CountReport.unreadable(Censuses.of(Censuses.SIZES, 6_000, unreadable));
        assertThat(lines)
                .hasSize(CappedList.KEPT + 2)
                .startsWith("unreadable 101,234:", "  closed 0\\#012: Permission denied")
                .endsWith("  and 1,234 more");
        assertThat(CountReport.lines(Censuses.of(Censuses.SIZES, 6_000, unreadable)))
                .contains("unreadable    101,234, not counted");
    }

    @Test
    void anInterruptedCountSaysSo() {
        assertThat(CountReport.lines(Censuses.stopped()))
                .endsWith("interrupted after 1.23 s: a signal arrived; the counts are incomplete");
    }
}
