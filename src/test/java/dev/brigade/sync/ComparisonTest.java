package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.VerifyLevel;
import dev.brigade.rsync.OptionException;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncOptions.Use;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the outcome says was compared. */
final class ComparisonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # level  | options                      | ns    | words
                    NONE     | -a                           | true  | nothing was compared
                    NONE     | -ac                          | true  | nothing was compared
                    QUICK    | -a                           | true  | size, time to the nanosecond and attributes
                    QUICK    | -a                           | false | size, time to the second and attributes
                    QUICK    | -aH --numeric-ids            | true  | size, time to the nanosecond and attributes
                    QUICK    | -a --modify-window=2         | false | size, time within --modify-window and attributes
                    QUICK    | -a --modify-window=2         | true  | size, time within --modify-window and attributes
                    QUICK    | -a --size-only               | true  | size and attributes
                    QUICK    | -rlpgoD                      | true  | size and attributes
                    QUICK    | -ac                          | true  | content and attributes
                    QUICK    | -a --size-only -c            | true  | content and attributes
                    CHECKSUM | -a                           | false | content and attributes
                    CHECKSUM | -a --size-only               | true  | content and attributes
                    """)
    void isSaidInWords(VerifyLevel level, String options, boolean nanoseconds, String words) throws OptionException {
        assertThat(Comparison.describe(level, RsyncOptions.parse(options, Use.TWO_PASSES), nanoseconds))
                .isEqualTo(words);
    }
}
