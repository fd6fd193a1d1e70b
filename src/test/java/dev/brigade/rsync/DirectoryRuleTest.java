package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.rsync.DirectoryRule.Attributes;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.rsync.RsyncOptions.Use;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory is right without rsync only if rsync would set nothing on it. */
final class DirectoryRuleTest {
    private static final Attributes HERE = at(040755, 7, 8, "2020-02-02T02:02:02.123456789Z");

    private static Attributes at(int mode, int uid, int gid, String time) {
        return new Attributes(mode, uid, gid, FileTime.from(Instant.parse(time)));
    }

    private static RsyncCommand command(String options, Setting... settings) {
        EnumSet<Setting> all = EnumSet.noneOf(Setting.class);
        all.addAll(List.of(settings));
        try {
            return new RsyncCommand(
                    Path.of("rsync"),
                    RsyncVersion.parse("rsync  version 3.2.7  protocol version 31\n")
                            .orElseThrow(),
                    RsyncOptions.parse(options, Use.TWO_PASSES),
                    FilterRules.NONE,
                    Path.of("/d"),
                    all,
                    OptionalLong.empty());
        } catch (OptionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DirectoryRule rule(String options, Setting... settings) {
        return DirectoryRule.of(command(options, settings)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-aA", "-aX", "-a --fake-super", "-a --chmod=D+x", "-a --chown=root", "-a --usermap=1:2",
                "-a --groupmap=1:2", "-a --super", "-a --modify-window=1", "-aN", "-aU", "-aN --no-U"
            })
    void rsyncItselfComparesWithOtherOptions(String options) {
        assertThat(DirectoryRule.of(command(options))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-a, 040755, 7, 8, 2020-02-02T02:02:02.123456789Z, true",
        "-a, 040711, 7, 8, 2020-02-02T02:02:02.123456789Z, false",
        "-a, 041755, 7, 8, 2020-02-02T02:02:02.123456789Z, false",
        "-a, 040755, 6, 8, 2020-02-02T02:02:02.123456789Z, false",
        "-a, 040755, 7, 9, 2020-02-02T02:02:02.123456789Z, false",
        "-a, 040755, 7, 8, 2020-02-02T02:02:02.123456788Z, false",
        "-a, 0100755, 7, 8, 2020-02-02T02:02:02.123456789Z, false",
        "-a --no-o, 040755, 6, 8, 2020-02-02T02:02:02.123456789Z, true",
        "-a --no-g, 040755, 7, 9, 2020-02-02T02:02:02.123456789Z, true",
        "-a --no-p, 040711, 7, 8, 2020-02-02T02:02:02.123456789Z, true",
        "-aO, 040755, 7, 8, 2021-02-02T02:02:02Z, true",
        "-rlt, 040711, 1, 2, 2020-02-02T02:02:02.123456789Z, true",
        "-rlt, 040755, 7, 8, 2021-02-02T02:02:02Z, false",
        "-rlpgo, 040755, 7, 8, 2021-02-02T02:02:02Z, true"
    })
    void comparesWhatTheOptionsCopy(String options, String mode, int uid, int gid, String time, boolean same) {
        Attributes there = at(Integer.parseInt(mode, 8), uid, gid, time);

        assertThat(rule(options, Setting.ROOT, Setting.NANOSECONDS).isSame(HERE, there))
                .isEqualTo(same);
    }

    @Test
    void onlyRootSetsOwners() {
        Attributes other = at(040755, 6, 8, "2020-02-02T02:02:02.123456789Z");

        assertThat(rule("-a").isSame(HERE, other)).isTrue();
        assertThat(DirectoryRule.of(command("-a", Setting.ROOT).withoutOwners()).map(rule -> rule.isSame(HERE, other)))
                .isEqualTo(Optional.of(true));
    }

    @ParameterizedTest
    @CsvSource({"02.123456788, true", "02, true", "02.999, true", "01.999999999, false", "03, false"})
    void withoutNanosecondsTheSecondCounts(String seconds, boolean same) {
        Attributes there = at(040755, 7, 8, "2020-02-02T02:02:" + seconds + "Z");

        assertThat(rule("-a").isSame(HERE, there)).isEqualTo(same);
    }

    /** Java cuts them: two such times may differ although they look equal. */
    @Test
    void timesThatJavaCannotHoldAreLeftToRsync() {
        Attributes far = at(040755, 7, 8, "2500-01-01T00:00:00Z");

        assertThat(rule("-a", Setting.NANOSECONDS).isSame(far, far)).isFalse();
        assertThat(rule("-rlpgo", Setting.NANOSECONDS).isSame(far, far)).isTrue();
    }
}
