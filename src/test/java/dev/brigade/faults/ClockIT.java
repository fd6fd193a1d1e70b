package dev.brigade.faults;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of the program and of rsync is set back, or forward, by libfaketime. */
@FaultTest
final class ClockIT {
    private static final Path LIBRARIES = Path.of("/usr/lib");

    private final Survival survival = new Survival(Survival.tree(6, 4, 5_000));

    @BeforeAll
    static void needs() throws IOException {
        Needs.file(library(), "faketime");
    }

    @AfterEach
    void close() {
        survival.close();
    }

    /** Where the package has it: in a directory of the machine's kind. */
    private static Path library() throws IOException {
        try (Stream<Path> kinds = Files.list(LIBRARIES)) {
            return kinds.map(kind -> kind.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(LIBRARIES.resolve("faketime/libfaketimeMT.so.1"));
        }
    }

    @Fault("the clock is set back, or forward, in each phase")
    @ParameterizedTest
    @CsvSource({"true, -1d", "false, -1d", "true, -10y", "false, -10y", "true, +1d", "false, +1d"})
    void stepped(boolean copying, String step) throws IOException {
        Path clock = survival.home().resolve("clock");
        Files.writeString(clock, "+0\n");
        Rule phase = copying ? Rule.copies().afterPreflight() : Rule.looks();
        BrigadeProgram program = survival.program(phase.first(1).runReal().bash("echo " + step + " > '" + clock + "'"))
                .env("LD_PRELOAD", library().toString())
                .env("FAKETIME_TIMESTAMP_FILE", clock.toString())
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");

        Ended ended = survival.sync(program, "-p", "1", "-f", "4");

        survival.assertEnded(ended, 0);
        survival.trees().assertSame();
        survival.assertHeals();
    }
}
