package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time of day of the program and of rsync is set back, or forward, by {@code src/test/c/stepclock.c}. */
@FaultTest
final class ClockIT {
    private final Survival survival = new Survival(Survival.tree(6, 4, 5_000));

    @BeforeAll
    static void needs() {
        Compiled.needs();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    @Fault("the clock is set back, or forward, in each phase")
    @ParameterizedTest
    @CsvSource({"true, -1", "false, -1", "true, -3650", "false, -3650", "true, 1", "false, 1"})
    void stepped(boolean copying, long days) throws IOException {
        Path library = Compiled.of("stepclock.c", "stepclock.so", "-shared -fPIC");
        Path clock = survival.home().resolve("clock");
        Files.writeString(clock, offset(0));
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        Rule steps = phase.first(1)
                .runReal()
                .bash("printf %s '" + offset(Duration.ofDays(days).toSeconds()) + "' 1<> '" + clock + "'")
                .bash("echo $EPOCHSECONDS > '" + survival.home() + "/seen'");
        BrigadeProgram program =
                survival.program(steps).env("LD_PRELOAD", library.toString()).env("STEPCLOCK", clock.toString());

        Ended ended = survival.sync(program, "-p", "1", "-f", "4");

        long seen =
                Long.parseLong(Files.readString(survival.home().resolve("seen")).strip());
        assertThat(Duration.ofSeconds(seen - Instant.now().getEpochSecond())
                        .plusMinutes(days < 0 ? -5 : 5)
                        .toDays())
                .as("the clock is off by these days")
                .isEqualTo(days);
        survival.assertEnded(ended, 0);
        survival.trees().assertSame();
        survival.assertHeals();
    }

    private static String offset(long seconds) {
        return String.format("%-16d", seconds);
    }
}
