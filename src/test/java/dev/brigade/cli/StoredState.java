package dev.brigade.cli;

import dev.brigade.testing.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The state directory that version 0.1.0 left, {@code src/test/resources/state-0.1.0}, with the trees that it is about,
 * in a sandbox. Paths, inodes and mounts in it become the sandbox's. How they are written is what 0.1.0 did, and stays
 * here as it is when the program changes.
 */
final class StoredState {
    static final String VERSION = "brigade 0.1.0";
    static final String FINISHED = "run-20261129T051217Z-4660";

    /** 5 of 8 parts are done: the files of three directories, and the other directories, empty. */
    static final String UNFINISHED = "run-20261129T051218Z-4bf0";

    static final Set<Integer> DONE = Set.of(0, 2, 5);

    private static final String THEN = "/tmp/brigade-state";
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
    private static final Pattern IDENTITY = Pattern.compile("\"([^\"]*): inode [0-9]+ of [^\"]*\"");

    private final Sandbox sandbox;

    private StoredState(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    static StoredState in(Sandbox sandbox) throws IOException {
        StoredState stored = new StoredState(sandbox);
        stored.makeTrees();
        stored.copyState();
        return stored;
    }

    /** Returns a file of a run. */
    Path file(String run, String name) {
        return sandbox.state().resolve("runs").resolve(run).resolve(name);
    }

    private void makeTrees() throws IOException {
        for (int directory = 0; directory < 6; directory++) {
            for (Path tree : List.of(sandbox.source(), sandbox.destination())) {
                Path made = Files.createDirectories(tree.resolve("directory " + directory));
                for (int file = 0; file < 4; file++) {
                    if (tree.equals(sandbox.source()) || DONE.contains(directory)) {
                        Path name = Files.writeString(
                                made.resolve("file " + file), "directory " + directory + ", file " + file + "\n");
                        Files.setLastModifiedTime(name, TIME);
                    }
                }
                Files.setLastModifiedTime(made, TIME);
            }
        }
    }

    private void copyState() throws IOException {
        Path stored = resource();
        try (Stream<Path> all = Files.walk(stored.resolve("runs"))) {
            for (Path from : all.toList()) {
                Path to = sandbox.state().resolve(stored.relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(to);
                    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
                } else {
                    // One character for each byte, so that other files than text stay as they are.
                    String text = Files.readString(from, StandardCharsets.ISO_8859_1);
                    Files.writeString(to, here(text), StandardCharsets.ISO_8859_1);
                }
            }
        }
    }

    private static Path resource() throws IOException {
        try {
            URI found = Objects.requireNonNull(StoredState.class.getResource("/state-0.1.0"))
                    .toURI();
            return Path.of(found);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private String here(String text) throws IOException {
        String moved = text.replace(digest(THEN), digest(world())).replace(THEN, world());
        Matcher identity = IDENTITY.matcher(moved);
        StringBuilder result = new StringBuilder();
        while (identity.find()) {
            String now = "\"" + identity(Path.of(identity.group(1))) + "\"";
            identity.appendReplacement(result, Matcher.quoteReplacement(now));
        }
        return identity.appendTail(result).toString();
    }

    private String world() {
        return sandbox.world().toString();
    }

    /** Returns how 0.1.0 names the source and the destination in a request. */
    static String digest(String world) {
        String paths = world + "/source\0\0" + world + "/destination\0";
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(paths.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the identity that 0.1.0 gives a directory: its inode and its mount. */
    private static String identity(Path directory) throws IOException {
        String[] mount = new String(
                        Tools.inside(directory, "findmnt -nrvo FSTYPE,SOURCE,TARGET,FSROOT -T . | tail -n 1"),
                        StandardCharsets.UTF_8)
                .strip()
                .split(" ", -1);
        Path within = Path.of(mount[3]).resolve(Path.of(mount[2]).relativize(directory));
        return directory + ": inode " + Files.getAttribute(directory, "unix:ino") + " of " + mount[0] + " " + mount[1]
                + " " + within;
    }
}
