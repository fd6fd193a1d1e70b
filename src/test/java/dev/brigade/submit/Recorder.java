package dev.brigade.submit;

import dev.brigade.exec.Children;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Programs that record how they are called, for the PATH of engines, and what engines print. */
final class Recorder {
    final List<String> results = Collections.synchronizedList(new ArrayList<>());
    final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final Path programs;
    private final Path calls;
    private String path;

    private Recorder(Path directory) {
        programs = directory.resolve("programs");
        calls = directory.resolve("calls");
        path = programs + ":/usr/bin:/bin";
        try {
            Files.createDirectories(programs);
            Files.createDirectories(calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a directory whose name needs no quotes. */
    static Recorder in(Path directory) {
        return new Recorder(directory);
    }

    /** Makes a program that records its words, and then does what the body says. */
    Path program(String name, String body) {
        String script = "#!/bin/sh\n{ printf '%s\\0' '" + name + "' \"$@\"; } >'" + calls
                + "'/$(date +%s%N).$$.part\nmv '" + calls + "'/*.$$.part '" + calls
                + "'/$(date +%s%N).$$\n" + body + "\n";
        return executable(programs.resolve(name), script);
    }

    static Path executable(Path file, String script) {
        try {
            Files.writeString(file, script);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves only these programs on PATH. */
    Recorder alone() {
        path = programs.toString();
        return this;
    }

    Map<String, String> environment() {
        return Map.of("PATH", path, "LC_ALL", "C.UTF-8", "HOME", programs.toString());
    }

    EngineTools tools() {
        return new EngineTools(new Children(environment()), results::add, messages::add);
    }

    /** The words of each call, in order, the program's name first. */
    List<List<String>> calls() {
        try (Stream<Path> files = Files.list(calls)) {
            List<List<String>> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String[] words = Files.readString(file).split("\0", -1);
                all.add(List.of(Arrays.copyOf(words, words.length - 1)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void forget() {
        try (Stream<Path> files = Files.list(calls)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
