package dev.brigade.preflight;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.run.Cancellation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that a directory is the destination, seen through another mount, and can be written there: an empty file with
 * a random name that is created in one is visible in the other. It is removed at once, and the destination keeps its
 * time.
 *
 * @param destination the destination's own path
 * @param stop ends the waiting
 * @param pause before another look at a mount
 */
record MountCheck(Path destination, Cancellation stop, Duration pause) {
    /** What to do about a mount that shows something else. */
    static final String REMEDY =
            ". Name the directory that is the destination itself in the extra mount, not only its" + " mount point";

    /** A mount may keep its directories in a cache for a while. */
    private static final int LOOKS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(MountCheck.class);
    private static final String PREFIX = ".brigade-probe-";
    private static final String NAME = PREFIX + "[0-9a-f]{32}";
    private static final int RANDOM_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** No run looks for its probe that long, so an older one is left from a run that was killed. */
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    /**
     * Proves all mounts, or fails at the first that is wrong.
     *
     * @throws RefusedException if one is another directory, or cannot be read or written
     * @throws IOException if there is no space, or the destination is lost
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

    /** Otherwise a verification finds the root changed. */
    private void keepTime(FileTime time) {
        try {
            Files.setLastModifiedTime(destination, time);
        } catch (IOException e) {
            return; // Only the owner may: rsync cannot set it either, and reports it.
        }
    }

    private void check(Path mount, Path from, Path to) throws RefusedException, IOException {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        Path probe = from.resolve(PREFIX + HexFormat.of().formatHex(random));
        Optional<String> hidden;
        try {
            try {
                Files.createFile(
                        probe, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                hidden = hidden(to, probe.getFileName());
                removeOlderThan(probe);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            if (Reasons.isNoSpace(e)) {
                throw e;
            }
            throw new RefusedException(
                    Fault.NOT_READY,
                    "--dest-mount " + mount + " cannot be compared with the destination: a file in " + from + ": "
                            + Reasons.of(e));
        }
        if (hidden.isPresent()) {
            throw new RefusedException(
                    Fault.NOT_READY,
                    "--dest-mount " + mount + " is not the destination " + destination + ": a file created in " + from
                            + " is not visible in " + to + " (" + hidden.get() + ")" + REMEDY);
        }
    }

    /** Removes probes that killed runs left; both times are the server's. */
    private static void removeOlderThan(Path probe) {
        try (DirectoryStream<Path> probes = Files.newDirectoryStream(probe.resolveSibling("."), PREFIX + "*")) {
            for (Path other : probes) {
                BasicFileAttributes found =
                        Files.readAttributes(other, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                FileTime now = Files.getLastModifiedTime(probe);
                boolean old = found.lastModifiedTime().toMillis() + LONGEST_LIFE.toMillis() < now.toMillis();
                if (old
                        && found.isRegularFile()
                        && found.size() == 0
                        && other.getFileName().toString().matches(NAME)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException e) {
            LOG.debug("old probes in {} are not removed: {}", probe.getParent(), Reasons.of(e)); // the next run tries
        }
    }

    /** Returns why a directory does not show a file after some looks; empty if it does. */
    private Optional<String> hidden(Path directory, Path name) {
        Optional<String> reason = look(directory, name);
        for (int look = 1; look < LOOKS && reason.isPresent() && !stop.isRequestedWithin(pause); look++) {
            reason = look(directory, name);
        }
        return reason;
    }

    private static Optional<String> look(Path directory, Path name) {
        Path above = directory.getParent();
        refresh(above == null ? directory : above);
        refresh(directory);
        try {
            Files.readAttributes(directory.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Reasons.of(e));
        }
    }

    /** Opens a directory, so that an NFS client asks the server again. */
    private static void refresh(Path directory) {
        try (DirectoryStream<Path> opened = Files.newDirectoryStream(directory)) {
            var unused = opened.iterator();
        } catch (IOException e) {
            return; // Not readable, or not there yet: the look at the file tells.
        }
    }
}
