package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Pass;
import dev.brigade.plan.Bucket;
import dev.brigade.rsync.RsyncCommand.Setting;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a command line holds for what was asked. */
class RsyncCommandTest {
    private static RsyncCommand command(String options, RsyncVersion version, Set<Setting> settings)
            throws OptionException {
        return new RsyncCommand(
                Path.of("/usr/bin/rsync"),
                version,
                RsyncOptions.parse(options, RsyncOptions.Use.TWO_PASSES),
                FilterRules.NONE,
                Path.of("/d"),
                settings,
                OptionalLong.empty());
    }

    /** Every pass has the rules: the copying side sends the attribute, the comparing side removes it. */
    @ParameterizedTest
    @EnumSource
    void theSecondFormOfAnAclIsLeftAloneInEveryPass(Pass pass) throws OptionException {
        RsyncCommand both = command("-aHAX", new RsyncVersion(3, 1, 3), Set.of(Setting.ROOT));
        assertThat(both.options(pass, Bucket.Kind.DIRECTORIES, true))
                .containsSubsequence("--filter=-x system.*", "--filter=-x trusted.SGI_ACL_*");
    }

    /** rsync's own rules differ for root and others, and those others see no attribute of XFS. */
    @ParameterizedTest
    @CsvSource({
        "-aHA, 3.2.7, true",
        "-aHX, 3.2.7, true",
        "-aHAX --fake-super, 3.2.7, true",
        "-aHAX, 3.1.2, true",
        "-aHAX, 3.2.7, false"
    })
    void otherwiseRsyncsOwnRulesAboutAttributesHold(String options, String version, boolean root)
            throws OptionException {
        Set<Setting> settings = root ? Set.of(Setting.ROOT) : Set.of();
        RsyncVersion old = RsyncVersion.parse("rsync  version " + version).orElseThrow();
        assertThat(command(options, old, settings).options(Pass.VERIFY, Bucket.Kind.DIRECTORIES, true))
                .noneMatch(argument -> argument.startsWith("--filter"));
    }

    @ParameterizedTest
    @EnumSource
    void aSettingIsTurnedOnAndOff(Setting setting) throws OptionException {
        RsyncCommand none = command("-aH", RsyncVersion.OLDEST, EnumSet.noneOf(Setting.class));
        RsyncCommand with = none.with(setting, true);
        assertThat(with.settings()).containsExactly(setting);
        assertThat(with.with(setting, false)).isEqualTo(none);
    }
}
