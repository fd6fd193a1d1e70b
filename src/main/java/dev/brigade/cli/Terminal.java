package dev.brigade.cli;

import dev.brigade.exec.ChildSpec;
import dev.brigade.exec.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal behind standard error, if there is one that can draw. Thread-safe. */
final class Terminal {
    static final int USUAL = 80;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,4})\\s*");

    private final Map<String, String> environment;
    private volatile boolean changed = true;
    private int columns = USUAL;

    private Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns the terminal of a console; empty if it has none, or if TERM says that it cannot move back. */
    static Optional<Terminal> of(Console console, Map<String, String> environment) {
        boolean draws = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return console.errIsTerminal() && draws ? Optional.of(new Terminal(environment)) : Optional.empty();
    }

    /** Says that the size is another one now. */
    void resized() {
        changed = true;
    }

    /** Returns its width; 80 if it does not tell. */
    synchronized int columns() {
        if (changed) {
            changed = false;
            columns = ask().orElse(USUAL);
        }
        return columns;
    }

    private Optional<Integer> ask() {
        try (Children children = new Children(environment)) {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            ChildSpec stty = new ChildSpec(List.of("stty", "-F", device, "size"), Path.of("/"), Map.of());
            Matcher size = SIZE.matcher(children.capture(stty, LIMIT).out());
            return size.matches() ? Optional.of(Integer.valueOf(size.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
