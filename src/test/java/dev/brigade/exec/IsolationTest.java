package dev.brigade.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IsolationTest {
    @TempDir
    Path bin;

    private final StringBuilder tried = new StringBuilder();

    @BeforeEach
    void nothing() throws IOException {
        program("true");
    }

    @Test
    void withoutThePrograms() throws InterruptedException {
        assertThat(detect(true)).isEqualTo(Isolation.NONE);
        assertThat(Isolation.detect("", command -> true)).isEqualTo(Isolation.NONE);
        assertThat(Isolation.NONE.around(List.of("a", "b"))).containsExactly("a", "b");
    }

    @Test
    void setprivComesFirstAsItMustNotForkAfterIt() throws Exception {
        String setpriv = program("setpriv");
        String setsid = program("setsid");
        assertThat(detect(true).around(List.of("a"))).containsExactly(setpriv, "--pdeathsig", "TERM", setsid, "a");
    }

    @Test
    void aProgramThatFailsItsTrialIsNotUsed() throws Exception {
        String setpriv = program("setpriv");
        assertThat(detect(false)).isEqualTo(Isolation.NONE);
        assertThat(tried).hasToString("[" + setpriv + ", --pdeathsig, TERM, " + bin.resolve("true") + "]");
    }

    @Test
    void whereAllWorkOneTrialIsEnough() throws Exception {
        String setpriv = program("setpriv");
        String setsid = program("setsid");
        detect(true);
        assertThat(tried)
                .hasToString("[" + setpriv + ", --pdeathsig, TERM, " + setsid + ", " + bin.resolve("true") + "]");
    }

    @Test
    void whatWorksOnlyAloneIsUsedAlone() throws Exception {
        String setpriv = program("setpriv");
        String setsid = program("setsid");
        assertThat(Isolation.detect(bin.toString(), command -> !command.contains(setpriv)))
                .isEqualTo(new Isolation(List.of(setsid)));
        assertThat(Isolation.detect(bin.toString(), command -> !command.contains(setsid)))
                .isEqualTo(new Isolation(List.of(setpriv, "--pdeathsig", "TERM")));
    }

    @Test
    void busyboxHasNoPdeathsig() throws Exception {
        Path setpriv = Path.of(program("setpriv"));
        Files.writeString(setpriv, "#!/bin/sh\necho \"unrecognized option: pdeathsig\" >&2\nexit 1\n");
        try (Children children = new Children(System.getenv(), bin.toString(), new Escalation())) {
            assertThat(children.run(
                            new ChildSpec(List.of("/bin/sh", "-c", "exit 7"), bin),
                            (bytes, length) -> {},
                            (bytes, length) -> {}))
                    .isEqualTo(new ChildOutcome.Exited(7));
        }
    }

    private Isolation detect(boolean works) throws InterruptedException {
        return Isolation.detect("/nowhere::" + bin, command -> {
            tried.append(command);
            return works;
        });
    }

    private String program(String name) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
