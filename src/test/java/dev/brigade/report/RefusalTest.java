package dev.brigade.report;

import static dev.brigade.model.Outcomes.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Change;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import dev.brigade.model.Problem.Cause;
import dev.brigade.model.Refusal;
import dev.brigade.model.StopReason;
import dev.brigade.report.Look.Detail;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A refusal of many entries alike is one line with its remedy. */
final class RefusalTest {
    private static final String OWNERS =
            "the storage refuses their owner or group, as an NFS server with root_squash does";

    private static Change change(String name, String item) {
        return new Change(FileName.of(name), item, 1);
    }

    private static Change[] owned(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> change("f" + i, ".f.....og.."))
                .toArray(Change[]::new);
    }

    @Test
    void differencesOfOwnersAreOneLine() {
        List<String> lines = Looks.lines(sync().differing(owned(2_000)).get(), Detail.NORMAL);

        assertThat(lines)
                .containsSubsequence(
                        "still differs 2,000:",
                        "  2,000 entries (data verified; " + OWNERS + ")",
                        "    f0 (owner,group)",
                        "    and 1,995 more",
                        "  -> export with no_root_squash, or do not copy owners: --rsync \"-rlptDH\"",
                        "  all 2,000 names: brigade runs show 7f3a --failed");
    }

    @Test
    void everyNameIsThereWhereAllAreWanted() {
        List<String> lines = Looks.lines(sync().differing(owned(3)).get(), Detail.VERBOSE);

        assertThat(lines).contains("  f0 (owner,group)", "  f1 (owner,group)", "  f2 (owner,group)");
    }

    @Test
    void allElseIsNamed() {
        List<String> lines = Looks.lines(
                sync().differing(change("a", ".f.....o..."), change("b", ">f.s......."), change("c", ".f...po...."))
                        .get(),
                Detail.NORMAL);

        assertThat(lines)
                .containsSubsequence("still differs 3:", "  1 entry (data verified; " + OWNERS + ")", "    a (owner)")
                .contains("  b (size)", "  c (mode,owner)");
    }

    @Test
    void failuresOfOwnersAreOneLine() {
        Problem refused =
                new Problem(FileName.of("a"), "its owner cannot be set: Operation not permitted", Cause.OWNER_REFUSED);
        Problem other = new Problem(FileName.of("b"), "open: Permission denied (13)");

        assertThat(Looks.lines(sync().failed(refused, refused, other).get(), Detail.NORMAL))
                .contains("failed 3:", "  b: open: Permission denied (13)")
                .containsSubsequence(
                        "  2 entries: data verified; " + OWNERS,
                        "    a: its owner cannot be set: Operation not permitted");
    }

    @Test
    void nothingIsSaidOfDataThatWasNotVerified() {
        Problem refused =
                new Problem(FileName.of("a"), "its owner cannot be set: Operation not permitted", Cause.OWNER_REFUSED);

        assertThat(Looks.lines(sync().failed(refused).notVerified().get(), Detail.NORMAL))
                .noneMatch(line -> line.contains("data verified"));
        assertThat(Looks.lines(
                        sync().failed(refused)
                                .stopped(StopReason.INTERRUPTED, "x")
                                .get(),
                        Detail.NORMAL))
                .noneMatch(line -> line.contains("data verified"));
    }

    @ParameterizedTest
    @CsvSource({
        ".f.....og.., OWNERS",
        ".f......g.., OWNERS",
        ".d.....o..., OWNERS",
        ".L..t......, LINK_TIMES",
        ".f..t......,",
        ".f....og.a.,",
        ".L..to.....,",
        ">f.s...o...,",
        "cL+++++++++,",
        "*deleting,"
    })
    void aDifferenceIsARefusalOnlyIfItIsNothingElse(String item, Refusal refusal) {
        assertThat(Refusal.of(change("x", item)).orElse(null)).isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource
    void aFailureIsARefusalOnlyIfItIsOfOwners(Cause cause) {
        assertThat(Refusal.of(new Problem(null, "x", cause)).isPresent()).isEqualTo(cause == Cause.OWNER_REFUSED);
    }
}
