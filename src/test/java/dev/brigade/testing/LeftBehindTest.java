package dev.brigade.testing;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {
    @TempDir
    Path temp;

    private Child child = Child.start(List.of("true"), Path.of("/"), Map.of(), Duration.ofMinutes(1));

    @AfterEach
    void end() {
        child.kill();
    }

    @Test
    void seesAProcessByItsArguments() {
        String marker = TreeBuilder.build(temp, Node.root(file("file", 1)))
                .resolve("file")
                .toString();
        child = Child.start(List.of("tail", "-f", marker), Path.of("/"), Map.of(), Duration.ofMinutes(1));

        assertThatThrownBy(() -> LeftBehind.assertNoProcess(marker, Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(child.pid() + " tail -f " + marker);
    }

    @Test
    void seesAProcessByItsEnvironmentUntilItEnds() {
        Map<String, String> environment = Map.of("WHERE", temp.toString());
        child = Child.start(List.of("sleep", "600"), Path.of("/"), environment, Duration.ofMinutes(1));
        assertThat(LeftBehind.processes(temp.toString())).hasSize(1);

        child.kill();
        LeftBehind.assertNoProcess(temp.toString(), Duration.ofSeconds(10));
    }

    @Test
    void seesTemporaryFilesThatTheSourceDoesNotHave() {
        Path source = TreeBuilder.build(temp.resolve("source"), Node.root(file(".x.AbCdEf", 1), dir("d")));
        Path destination = TreeBuilder.build(
                temp.resolve("destination"), Node.root(file(".x.AbCdEf", 1), file(".x.AbCdEfg", 1), dir("d")));
        LeftBehind.assertNoTemporaryFiles(source, destination);

        TreeBuilder.add(destination, file("d/.new\nline.a1B2c3", 1));
        assertThatThrownBy(() -> LeftBehind.assertNoTemporaryFiles(source, destination))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("d/.new\nline.a1B2c3");
    }
}
