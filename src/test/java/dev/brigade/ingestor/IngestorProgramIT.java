package dev.brigade.ingestor;

import static dev.brigade.ingestor.FakeMachine.assertReady;
import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the ingestor script takes the program from, and under which names it installs it. */
final class IngestorProgramIT {
    private final FakeMachine machine = new FakeMachine();

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void installsNoProgramThatIsNotBrigade() throws Exception {
        assertReady(machine.setUp("10.0.0.4"));
        Path other = Files.createTempFile(machine.root().getParent(), "other", "");
        Files.writeString(other, "#!/bin/sh\necho I am another\n");

        Ended another = machine.run("--brigade", other.toString(), "10.0.0.4");
        Ended changed = machine.setUp("--sha256", "0".repeat(64), "10.0.0.4");

        assertThat(another.exit()).as(another.toString()).isEqualTo(5);
        assertThat(another.err()).contains("is not a brigade that runs here: I am another");
        assertThat(changed.exit()).as(changed.toString()).isEqualTo(5);
        assertThat(changed.err()).contains("has another SHA-256");
        assertThat(machine.root().resolve("usr/local/bin/brigade")).hasSameBinaryContentAs(FakeMachine.BRIGADE);
        assertThat(machine.root().resolve("usr/local/bin/brigade.new")).doesNotExist();
    }

    @Test
    void takesTheProgramFromAServer() throws Exception {
        machine.directory("served");
        Files.copy(FakeMachine.BRIGADE, machine.root().resolve("served/brigade"));
        String url = "http://files.example/brigade";
        String[] words = {"--brigade", url, "--sha256", sha256(FakeMachine.BRIGADE), "10.0.0.4"};

        assertReady(machine.run(words));
        assertThat(machine.read("log")).contains("curl ca-certificates", " " + url + "\n");
        String log = machine.read("log");
        Files.delete(machine.root().resolve("served/brigade"));
        Ended again = machine.run(words);
        Ended gone = machine.run("--brigade", "https://files.example/gone", "10.0.0.4");

        assertThat(again.out()).isEqualTo("nothing to change\n");
        assertThat(machine.read("log")).startsWith(log);
        assertThat(gone.exit()).as(gone.toString()).isEqualTo(5);
        assertThat(gone.err()).endsWith("https://files.example/gone cannot be fetched\n");
    }

    @Test
    void keepsTheProgramThatIsInstalledWhereNoneIsNamed() {
        assertThat(machine.run("10.0.0.4").exit()).isEqualTo(2);
        assertReady(machine.setUp("10.0.0.4"));

        assertThat(machine.run("10.0.0.4").out()).isEqualTo("nothing to change\n");
    }

    @Test
    void givesBrigadeTheNamesThatAreCalledToday() throws IOException {
        FakeMachine.program(machine.root().resolve("usr/local/bin/parallelcp"), "#!/bin/sh\n");

        Ended ended = machine.setUp("10.0.0.4");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).contains("/usr/local/bin/parallelcp is there already and not ours: left as it is");
        assertThat(machine.read("usr/local/bin/parallelcp")).isEqualTo("#!/bin/sh\n");
        Files.delete(machine.root().resolve("usr/local/bin/parallelcp"));
        assertReady(machine.setUp("10.0.0.4"));
        for (String name : linkedNames()) {
            Ended help = machine.program(machine.root().resolve("usr/local/bin/" + name))
                    .run("--help");
            assertThat(help.out()).as(name).contains("brigade " + name);
        }
    }

    private static List<String> linkedNames() throws IOException {
        return Files.readString(FakeMachine.SCRIPT)
                .lines()
                .filter(line -> line.startsWith("names='"))
                .flatMap(line -> List.of(line.split("'")[1].split(" ")).stream())
                .toList();
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
