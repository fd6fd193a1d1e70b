package dev.brigade.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of one run's own, mode 0700, which goes when the run ends. What killed runs left is removed when the next one begins: a run
 * holds a kernel lock on a file in its directory, which a kill frees.
 */
public final class RunDirectory implements AutoCloseable {
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final String LOCK = "lock";

    /** Ends the names of files that are of use to the run alone. */
    private static final String MANIFEST = ".manifest";

    /** Runs of this JVM: to open and close their lock files once more would free the locks. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path runs;
    private final Path path;
    private final FileChannel lock;
    private final boolean kept;
    private final List<Path> dead;

    private RunDirectory(Path runs, Path path, FileChannel lock, boolean kept, List<Path> dead) {
        this.runs = runs;
        this.path = path;
        this.lock = lock;
        this.kept = kept;
        this.dead = dead;
    }

    /**
     * Makes a directory for a run.
     *
     * @param base where runs are kept; made if missing
     * @throws IOException where it cannot be made
     */
    public static RunDirectory create(Path base) throws IOException {
        Path runs = base.resolve("runs");
        Files.createDirectories(runs, PRIVATE);
        Path real = runs.toRealPath();
        return inTurn(real, () -> {
            List<Path> dead = sweep(real);
            Path path = Files.createTempDirectory(real, "run-", PRIVATE);
            FileChannel lock = tryLock(path.resolve(LOCK));
            if (lock == null) {
                throw new IOException("cannot lock " + path);
            }
            OURS.add(path);
            return new RunDirectory(real, path, lock, false, dead);
        });
    }

    /**
     * Makes a directory for a run in a directory that is there and belongs to nobody in particular, such as {@code /tmp}. Nobody tidies
     * up after it.
     *
     * @param directory where it is made
     * @param kept whether it stays when the run ends
     * @throws IOException where it cannot be made
     */
    public static RunDirectory apart(Path directory, boolean kept) throws IOException {
        Path path = Files.createTempDirectory(directory, "brigade-", PRIVATE).toRealPath();
        return new RunDirectory(path, path, open(path.resolve(LOCK)), kept, List.of());
    }

    /** What is done to the runs. */
    private interface Action<T> {
        T run() throws IOException;
    }

    /** One at a time, so that nobody takes a run that is just being made or removed for a dead one. */
    private static <T> T inTurn(Path runs, Action<T> action) throws IOException {
        synchronized (OURS) {
            try (FileChannel turn = open(runs.resolve(LOCK));
                    FileLock held = turn.lock()) {
                assert held.isValid();
                return action.run();
            }
        }
    }

    /** Removes what dead runs left; gives the directories they had. */
    private static List<Path> sweep(Path runs) throws IOException {
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(runs, "run-*")) {
            for (Path run : each) {
                FileChannel lock = OURS.contains(run) ? null : tryLock(run.resolve(LOCK));
                if (lock != null) {
                    delete(run);
                    lock.close();
                    dead.add(run);
                }
            }
        }
        return dead;
    }

    /** The open lock file, or null where somebody else holds the lock. */
    private static @Nullable FileChannel tryLock(Path file) throws IOException {
        FileChannel channel = open(file);
        Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
        if (lock.isPresent()) {
            return channel;
        }
        channel.close();
        return null;
    }

    /** A lock file, which only its owner may read; made if missing. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** The directory that holds the directories of all runs, as a real path. */
    public Path shared() {
        return runs;
    }

    /** The directories that dead runs had, which were found and removed. */
    public List<Path> dead() {
        return dead;
    }

    /** The directory of this run. */
    public Path path() {
        return path;
    }

    /** The file for a manifest. */
    public Path manifest(String name) {
        return path.resolve(name + MANIFEST);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (kept) {
                deleteOwnFiles();
                return;
            }
            if (path.equals(runs)) {
                delete(path);
                return;
            }
            inTurn(runs, () -> {
                OURS.remove(path);
                delete(path);
                return path;
            });
        }
    }

    private void deleteOwnFiles() throws IOException {
        Files.deleteIfExists(path.resolve(LOCK));
        try (DirectoryStream<Path> manifests = Files.newDirectoryStream(path, "*" + MANIFEST)) {
            for (Path manifest : manifests) {
                Files.delete(manifest);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
