package dev.brigade.preflight;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.run.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that a directory is the destination, seen by another mount, and can be written there: a file of a random name
 * and content that is made in either is seen in the other. It is removed at once, and the destination keeps its time.
 *
 * @param destination the destination by its own path
 * @param stop ends the waiting
 * @param pause before a mount that shows nothing yet is looked at once more
 */
record MountCheck(Path destination, Cancellation stop, Duration pause) {
    /** What to do about a mount that shows something else. */
    static final String REMEDY =
            "; name the directory that is the destination itself in the further mount, not only its mount point";

    /** A mount may remember its directories for a while. */
    private static final int LOOKS = 5;

    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Proves several, which are remembered no more after the first that fails.
     *
     * @throws RefusedException where one is another directory, or cannot be read or written
     * @throws IOException where there is no space
     */
    void check(List<Path> mounts) throws RefusedException, IOException {
        if (mounts.isEmpty()) {
            return;
        }
        FileTime time = Files.getLastModifiedTime(destination);
        try {
            for (Path mount : mounts) {
                check(mount, destination, mount);
                check(mount, mount, destination);
            }
        } finally {
            keepTime(time);
        }
    }

    /** A verification would find the root changed. */
    private void keepTime(FileTime time) {
        try {
            Files.setLastModifiedTime(destination, time);
        } catch (IOException e) {
            return; // The owner's right alone: rsync cannot set it either, and says so.
        }
    }

    private void check(Path mount, Path from, Path to) throws RefusedException, IOException {
        byte[] random = random();
        Path probe = from.resolve(".brigade-probe-" + HexFormat.of().formatHex(random()));
        Optional<String> hidden;
        try {
            try {
                make(probe, random);
                hidden = hidden(to, probe.getFileName(), random);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            if (Reasons.isNoSpace(e)) {
                throw e;
            }
            throw new RefusedException(
                    Fault.PREFLIGHT,
                    "--dest-mount " + mount + " cannot be compared with the destination: a file in " + from + ": "
                            + Reasons.of(e));
        }
        if (hidden.isPresent()) {
            throw new RefusedException(
                    Fault.PREFLIGHT,
                    "--dest-mount " + mount + " is not the destination " + destination + ": a file made in " + from
                            + " is not seen in " + to + " (" + hidden.get() + ")" + REMEDY);
        }
    }

    private static byte[] random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static void make(Path probe, byte[] content) throws IOException {
        try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(
                probe,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))))) {
            out.write(content);
        }
    }

    /** Why a directory does not show a file, after some looks; empty where it does. */
    private Optional<String> hidden(Path directory, Path name, byte[] content) {
        Optional<String> reason = look(directory, name, content);
        for (int look = 1; look < LOOKS && reason.isPresent() && !stop.isRequestedWithin(pause); look++) {
            reason = look(directory, name, content);
        }
        return reason;
    }

    private static Optional<String> look(Path directory, Path name, byte[] content) {
        Path above = directory.getParent();
        refresh(above == null ? directory : above);
        refresh(directory);
        try (InputStream in = Files.newInputStream(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            return Arrays.equals(in.readNBytes(content.length + 1), content)
                    ? Optional.empty()
                    : Optional.of("its content is another");
        } catch (IOException e) {
            return Optional.of(Reasons.of(e));
        }
    }

    /** To open a directory makes an NFS client ask anew for what it remembers of it. */
    private static void refresh(Path directory) {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(directory)) {
            var unused = opened.iterator();
        } catch (IOException e) {
            return; // Not ours to read, or not there yet: the look at the file tells.
        }
    }
}
