package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.model.CurrentUser;
import dev.brigade.model.ResumeMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directories of all runs in one state directory. Only one process at a time makes or removes any. What killed runs
 * left goes when the next one begins, unless they can be gone on with: a kill frees the kernel lock by which a run is
 * known to be alive. Thread-safe.
 */
public final class Runs {
    /** So many runs that are over can still be read about. */
    private static final int REMEMBERED = 20;

    private static final String NAMES = "run-";
    private static final int NAME_END = 0x10000;

    /** Runs of this JVM: to open and close their lock files once more would free the locks. */
    private static final Set<Path> OURS = new HashSet<>();

    private final Path path;

    private Runs(Path path) {
        this.path = path;
    }

    /**
     * A run that begins.
     *
     * @param directory its directory
     * @param dead names of dead runs, of which processes may be left
     * @param given names of unfinished runs of the same directories that nobody will go on with, and that are removed
     */
    public record Begun(RunDirectory directory, List<String> dead, List<String> given) {}

    /** The runs below a state directory, if there are any; makes nothing. */
    public static Optional<Runs> at(Path base) throws IOException {
        return Files.exists(base.resolve("runs")) ? Optional.of(in(base)) : Optional.empty();
    }

    /**
     * The runs below a state directory.
     *
     * @param base the state directory; made if missing
     * @throws IOException where it cannot be made, or others could change what is in it
     */
    public static Runs in(Path base) throws IOException {
        Path runs = base.resolve("runs");
        if (Files.notExists(runs)
                && Files.exists(base)
                && !CurrentUser.owner(base).equals(CurrentUser.ROOT)) {
            Ownership.check(base); // Nothing of ours may be left in it, such as a directory of root's.
        }
        Files.createDirectories(runs, Private.DIRECTORY);
        Path real = runs.toRealPath();
        Ownership.checkPrivate(real);
        return new Runs(real);
    }

    /** Where what rsync said stands, of those of a run's attempts that failed; there only if one did. */
    public Path errors(String id) {
        return path.resolve(id).resolve(RunDirectory.ERRORS);
    }

    /** The directory that holds them, a real path. */
    public Path path() {
        return path;
    }

    /** Makes a directory for a run that nobody will go on with. */
    public Begun temporary() throws IOException {
        return inTurn(() -> {
            List<String> dead = new ArrayList<>();
            sweep(dead);
            return new Begun(locked(Files.createTempDirectory(path, NAMES, Private.DIRECTORY)), dead, List.of());
        });
    }

    /**
     * Takes up the newest unfinished run that was asked the same of the same directories, or makes a directory for a
     * new one. Other unfinished runs of these directories are given up.
     *
     * @param earlier whether to take up any run, just one, or none
     * @throws DamagedRunException where it is to be just one, and that was asked for something else
     */
    public Begun begin(RunRequest request, ResumeMode earlier) throws IOException, DamagedRunException {
        Optional<Begun> begun = inTurn(() -> {
            List<String> dead = new ArrayList<>();
            List<String> given = new ArrayList<>();
            boolean goesOn = !(earlier instanceof ResumeMode.StartOver);
            Optional<Path> before = Optional.empty();
            List<Path> planned = sweep(dead);
            if (earlier instanceof ResumeMode.OnlyRun one && !isRequested(request, planned, one.run())) {
                return Optional.empty();
            }
            for (Path run : planned) {
                Optional<RunRequest> its = SavedRun.unfinished(run)
                        .filter(other -> other.directories().equals(request.directories()));
                if (its.isPresent() && before.isEmpty() && goesOn && its.get().isSameJob(request)) {
                    before = Optional.of(run);
                } else if (its.isPresent()) {
                    RunDirectory.delete(run);
                    given.add(String.valueOf(run.getFileName()));
                }
            }
            RunDirectory directory = locked(before.isPresent() ? before.get() : make(request));
            if (before.isPresent()) {
                directory.takeUp();
            } else {
                directory.keep(request);
            }
            return Optional.of(new Begun(directory, dead, given));
        });
        return begun.orElseThrow(() -> new DamagedRunException("its command means something else by now"));
    }

    private static boolean isRequested(RunRequest request, List<Path> planned, String name) throws IOException {
        for (Path run : planned) {
            if (run.getFileName().toString().equals(name)) {
                return SavedRun.unfinished(run).filter(request::isSameJob).isPresent();
            }
        }
        return false;
    }

    private Path make(RunRequest request) throws IOException {
        String start = NAMES + request.started().replaceAll("[^0-9A-Z]", "");
        Random random = new Random();
        while (true) {
            try {
                String name = String.format("%s-%04x", start, random.nextInt(NAME_END));
                return Files.createDirectory(path.resolve(name), Private.DIRECTORY);
            } catch (FileAlreadyExistsException e) {
                // Another number, then.
            }
        }
    }

    private RunDirectory locked(Path run) throws IOException {
        FileChannel lock = tryLock(run.resolve(RunDirectory.LOCK));
        if (lock == null) {
            throw new IOException("cannot lock " + run);
        }
        OURS.add(run);
        return new RunDirectory(this, run, lock, false);
    }

    /** All runs, the newest first. */
    public List<SavedRun> all() throws IOException {
        return inTurn(() -> {
            List<SavedRun> all = new ArrayList<>();
            for (Path run : directories()) {
                all.add(SavedRun.read(run, isAlive(run)));
            }
            return all;
        });
    }

    /**
     * Removes a run that is not alive.
     *
     * @return whether there was such a run
     * @throws IOException where it is alive, or cannot be removed
     */
    public boolean remove(String id) throws IOException {
        return inTurn(() -> {
            Optional<Path> run = directories().stream()
                    .filter(path -> path.getFileName().toString().equals(id))
                    .findFirst();
            if (run.isPresent()) {
                if (isAlive(run.get())) {
                    throw new FileSystemException(id, null, "it is still running");
                }
                RunDirectory.delete(run.get());
            }
            return run.isPresent();
        });
    }

    /** A run of ours has ended. */
    void ended(Path run) throws IOException {
        inTurn(() -> {
            OURS.remove(run);
            if (!RunDirectory.isOfUse(run)) {
                RunDirectory.delete(run);
            }
            return run;
        });
    }

    /** What is done to the runs. */
    private interface Action<T> {
        T run() throws IOException;
    }

    /** One at a time, so that nobody takes a run that is just being made or removed for a dead one. */
    private <T> T inTurn(Action<T> action) throws IOException {
        synchronized (OURS) {
            try (FileChannel turn = RunDirectory.open(path.resolve(RunDirectory.LOCK));
                    FileLock held = turn.lock()) {
                assert held.isValid();
                return action.run();
            }
        }
    }

    /**
     * Removes what dead runs left that nobody can use, and what is remembered of too many runs that are over.
     *
     * @param dead takes the names of dead runs that may have left processes
     * @return dead runs that left a plan, the newest first
     */
    private List<Path> sweep(List<String> dead) throws IOException {
        List<Path> planned = new ArrayList<>();
        int over = 0;
        for (Path run : directories()) {
            if (isAlive(run)) {
                continue;
            }
            if (!RunDirectory.isOfUse(run)) {
                RunDirectory.delete(run);
                dead.add(String.valueOf(run.getFileName()));
            } else if (Files.exists(run.resolve(RunDirectory.PLAN), LinkOption.NOFOLLOW_LINKS)) {
                planned.add(run);
                dead.add(String.valueOf(run.getFileName()));
            } else if (++over > REMEMBERED) {
                RunDirectory.delete(run);
            }
        }
        return planned;
    }

    /** The newest first: their names begin with the time. */
    private List<Path> directories() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(path, NAMES + "*")) {
            for (Path run : each) {
                if (Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
                    all.add(run);
                }
            }
        }
        all.sort(Comparator.reverseOrder());
        return all;
    }

    private static boolean isAlive(Path run) throws IOException {
        if (OURS.contains(run)) {
            return true;
        }
        FileChannel lock = tryLock(run.resolve(RunDirectory.LOCK));
        if (lock != null) {
            lock.close();
        }
        return lock == null;
    }

    /** The open lock file, or null where somebody else holds the lock. */
    private static @Nullable FileChannel tryLock(Path file) throws IOException {
        FileChannel channel = RunDirectory.open(file);
        Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
        if (lock.isPresent()) {
            return channel;
        }
        channel.close();
        return null;
    }
}
