package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the roots are still what they were. */
final class RootGuardTest {
    @TempDir
    Path folder;

    private Path source = Path.of("/");
    private Path destination = Path.of("/");

    @BeforeEach
    void make() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        destination = Files.createDirectory(folder.resolve("destination"));
    }

    @Test
    void isContentWithWhatChangesBelow() throws IOException {
        RootGuard guard = RootGuard.of(List.of(source, destination));
        Files.createDirectory(source.resolve("new"));
        Files.setAttribute(destination, "unix:mode", 0700);
        assertThat(guard.lost()).isEmpty();
    }

    @Test
    void noticesAnExchangedRoot() throws IOException {
        RootGuard guard = RootGuard.of(List.of(source, destination));
        Files.move(destination, folder.resolve("aside"));
        Files.createDirectory(destination);
        assertThat(guard.lost())
                .hasValueSatisfying(reason ->
                        assertThat(reason).startsWith(destination.toString()).contains("unmounted"));
        Files.delete(destination);
        Files.move(folder.resolve("aside"), destination);
        assertThat(guard.lost()).isEmpty();
    }

    @Test
    void noticesALinkInTheRootsPlaceWhereverItLeads() throws IOException {
        RootGuard guard = RootGuard.of(List.of(source));
        Files.move(source, folder.resolve("aside"));
        Files.createSymbolicLink(source, folder.resolve("aside"));
        assertThat(guard.lost()).isPresent();
    }

    @Test
    void noticesALostRootBehindOneThatIsWell() throws IOException {
        RootGuard guard = RootGuard.of(List.of(destination, source));
        Files.delete(source);
        assertThat(guard.lost()).contains(source + " cannot be reached any more: No such file or directory");
    }

    @Test
    void needsRootsThatAreThere() {
        assertThatThrownBy(() -> RootGuard.of(List.of(source, folder.resolve("none"))))
                .isInstanceOf(IOException.class);
    }
}
