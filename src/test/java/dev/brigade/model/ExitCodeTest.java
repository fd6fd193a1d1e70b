package dev.brigade.model;

import static dev.brigade.model.ExitCode.BUG;
import static dev.brigade.model.ExitCode.DIFFERS;
import static dev.brigade.model.ExitCode.FAILED;
import static dev.brigade.model.ExitCode.INTERRUPTED;
import static dev.brigade.model.ExitCode.NOT_READY;
import static dev.brigade.model.ExitCode.NO_SPACE;
import static dev.brigade.model.ExitCode.OK;
import static dev.brigade.model.ExitCode.SOURCE_CHANGED;
import static dev.brigade.model.ExitCode.STORAGE_LOST;
import static dev.brigade.model.Outcomes.FILE;
import static dev.brigade.model.Outcomes.sync;
import static dev.brigade.model.Outcomes.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an outcome means for the shell. */
final class ExitCodeTest {
    private static final Problem PROBLEM = new Problem(FileName.of("f"), "no");

    static Stream<Arguments> codes() {
        return Stream.of(
                arguments(OK, sync()),
                arguments(OK, verify()),
                arguments(OK, sync().notVerified()),
                arguments(OK, sync().repaired(FILE).deleted("x").warned("beware")),
                arguments(OK, verify().repaired(FILE).deleted("x")),
                arguments(OK, sync().dryRun().repaired(FILE).deleted("x")),
                arguments(OK, verify().dryRun()),
                arguments(DIFFERS, verify().dryRun().repaired(FILE)),
                arguments(DIFFERS, verify().dryRun().deleted("x")),
                arguments(SOURCE_CHANGED, sync().changed("c")),
                arguments(SOURCE_CHANGED, sync().vanished("v")),
                arguments(SOURCE_CHANGED, verify().dryRun().vanished("v")),
                arguments(FAILED, sync().failed(PROBLEM)),
                arguments(FAILED, sync().notVerified().failed(PROBLEM)),
                arguments(
                        FAILED,
                        sync().failed(PROBLEM).changed("c").vanished("v").repaired(FILE)),
                arguments(DIFFERS, sync().differing(FILE)),
                arguments(DIFFERS, sync().differing(FILE).failed(PROBLEM).changed("c")),
                arguments(DIFFERS, verify().dryRun().repaired(FILE).failed(PROBLEM)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void isThatOfTheGravestFinding(ExitCode code, Outcomes outcome) {
        assertThat(ExitCode.of(outcome.get())).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource
    void isThatOfTheReasonWhereTheRunWasStopped(StopReason reason) {
        ExitCode code = switch (reason) {
            case INTERRUPTED -> INTERRUPTED;
            case BROKEN -> BUG;
            case NO_RSYNC -> NOT_READY;
            case NO_SPACE -> NO_SPACE;
            case STORAGE_LOST -> STORAGE_LOST;
        };
        assertThat(ExitCode.of(sync().stopped(reason, "x").get())).isEqualTo(code);
        assertThat(ExitCode.of(sync().stopped(reason, "x")
                        .differing(FILE)
                        .failed(PROBLEM)
                        .changed("c")
                        .get()))
                .isEqualTo(code);
        assertThat(ExitCode.of(
                        verify().dryRun().repaired(FILE).stopped(reason, "x").get()))
                .isEqualTo(code);
    }

    @Test
    void tellsWhoseFaultARefusalIs() {
        assertThat(ExitCode.of(RefusedException.Fault.USAGE)).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(RefusedException.Fault.NOT_READY)).isEqualTo(ExitCode.NOT_READY);
    }

    @Test
    void risesAndStaysBelowAHundred() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number))
                .containsExactly(0, 1, 2, 3, 10, 11, 20, 21, 30, 31, 40);
    }
}
