package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.model.CurrentUser;
import dev.brigade.model.EntryLists;
import dev.brigade.model.History;
import dev.brigade.model.Reasons;
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
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The directories of all runs in a state directory. One process at a time creates or removes them. A run whose kernel
 * lock is free is dead; the next run removes its files unless it can be resumed. Thread-safe.
 */
public final class Runs {
    private static final String RUNS = "runs";
    private static final String NAMES = "run-";
    private static final int NAME_END = 0x10000;

    /** For threads of this JVM, what the lock file is for processes. */
    private static final Object TURN = new Object();

    private final Path path;

    private Runs(Path path) {
        this.path = path;
    }

    /**
     * A run that begins.
     *
     * @param directory its directory
     * @param dead names of dead runs, which may have left orphan processes
     * @param given names of unfinished runs of the same directories that were removed, because nobody resumes them
     */
    public record Begun(RunDirectory directory, List<String> dead, List<String> given) {}

    /** Returns the runs of a state directory, if there are any; creates nothing. */
    public static Optional<Runs> at(Path base) throws IOException {
        return Files.exists(base.resolve(RUNS)) ? Optional.of(in(base)) : Optional.empty();
    }

    /**
     * Returns the runs of a state directory.
     *
     * @param base the state directory; created if missing
     * @throws IOException if it cannot be created, or if other users may change it
     */
    public static Runs in(Path base) throws IOException {
        Path runs = base.resolve(RUNS);
        boolean exists = Files.exists(base);
        if (Files.notExists(runs) && exists && !CurrentUser.owner(base).equals(CurrentUser.ROOT)) {
            checkOwner(base); // nothing may be left in it, such as a directory of root's
        }
        Files.createDirectories(runs, Private.DIRECTORY);
        Path real = runs.toRealPath();
        checkOwner(real);
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(real);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(real.toString(), null, "other users may write to it");
        }
        return new Runs(real);
    }

    /** Who can write there can make us copy and delete anything. */
    private static void checkOwner(Path directory) throws IOException {
        Optional<Integer> user = CurrentUser.id();
        if (user.isPresent() && !user.get().equals(CurrentUser.owner(directory))) {
            throw new FileSystemException(directory.toString(), null, "it belongs to another user");
        }
    }

    /** Returns the directory with what failed rsync processes of a run printed; missing if none failed. */
    public Path errors(String id) {
        return path.resolve(id).resolve(RunDirectory.ERRORS);
    }

    /**
     * Returns all entries that the outcome of a run counts; empty if it has none.
     *
     * @throws DamagedRunException if the file is not what was written
     */
    public Optional<EntryLists> entries(String id) throws IOException, DamagedRunException {
        return StateFile.read(path.resolve(id).resolve(RunDirectory.ENTRIES), EntryLists.class);
    }

    /** Returns how a run went over time, as far as it is recorded. */
    public History history(String id) throws IOException {
        return HistoryFile.read(path.resolve(id));
    }

    /** Returns the real path of the directory that holds them. */
    public Path path() {
        return path;
    }

    /** Creates a directory for a run that cannot be resumed. */
    public Begun temporary() throws IOException {
        return exclusively(() -> {
            Sweep sweep = sweep("", 0);
            RunDirectory directory = locked(Files.createTempDirectory(path, NAMES, Private.DIRECTORY), false);
            return new Begun(directory, sweep.dead(), List.of());
        });
    }

    /**
     * Creates a directory for a run that cannot be resumed, and whose outcome is kept.
     *
     * @param remembered how many runs of the same directories are kept, with this one
     */
    public Begun listed(RunRequest request, int remembered) throws IOException {
        return exclusively(() -> {
            Sweep sweep = sweep(request.directories(), remembered);
            RunDirectory directory = locked(create(request), false);
            directory.keep(request);
            return new Begun(directory, sweep.dead(), List.of());
        });
    }

    /**
     * Takes the newest unfinished run of the same job, or creates a new one. Removes other unfinished runs of the same
     * directories.
     *
     * @param mode whether to resume any run, one run only, or none
     * @param remembered how many runs of the same directories are kept, with this one
     * @throws DamagedRunException if it should resume one run, and that is another job or does not exist
     */
    public Begun begin(RunRequest request, ResumeMode mode, int remembered) throws IOException, DamagedRunException {
        Optional<Begun> begun = exclusively(() -> {
            List<String> given = new ArrayList<>();
            Optional<Path> resumed = Optional.empty();
            Sweep sweep = sweep(request.directories(), remembered);
            if (mode instanceof ResumeMode.OnlyRun one
                    && !isSameJob(path.resolve(one.run()), request, sweep.planned())) {
                return Optional.empty();
            }
            for (Path run : sweep.planned()) {
                Optional<RunRequest> its = SavedRun.unfinished(run)
                        .filter(other -> other.directories().equals(request.directories()));
                boolean wanted = its.isPresent()
                        && resumed.isEmpty()
                        && !(mode instanceof ResumeMode.StartOver)
                        && its.get().isSameJob(request);
                if (wanted) {
                    resumed = Optional.of(run);
                } else if (its.isPresent()) {
                    RunDirectory.delete(run);
                    given.add(String.valueOf(run.getFileName()));
                }
            }
            RunDirectory directory = locked(resumed.isPresent() ? resumed.get() : create(request), true);
            if (resumed.isPresent()) {
                directory.resume();
            } else {
                directory.keep(request);
            }
            return Optional.of(new Begun(directory, sweep.dead(), given));
        });
        return begun.orElseThrow(() -> new DamagedRunException("its command means something else by now"));
    }

    private static boolean isSameJob(Path run, RunRequest request, List<Path> planned) throws IOException {
        return planned.contains(run)
                && SavedRun.unfinished(run).filter(request::isSameJob).isPresent();
    }

    private Path create(RunRequest request) throws IOException {
        String start = NAMES + request.started().replaceAll("[^0-9A-Z]", "");
        Random random = new Random();
        while (true) {
            try {
                String name = String.format("%s-%04x", start, random.nextInt(NAME_END));
                return Files.createDirectory(path.resolve(name), Private.DIRECTORY);
            } catch (FileAlreadyExistsException e) {
                // try another number
            }
        }
    }

    private RunDirectory locked(Path run, boolean resumable) throws IOException {
        RunLock lock =
                RunLock.take(run.resolve(RunDirectory.LOCK)).orElseThrow(() -> new IOException("cannot lock " + run));
        return new RunDirectory(this, run, lock, resumable, false);
    }

    /** Returns all runs, the newest first, as a program of a name and version reads them. */
    public List<SavedRun> all(String program) throws IOException {
        return exclusively(() -> {
            List<SavedRun> all = new ArrayList<>();
            for (Path run : directories()) {
                all.add(read(run, program));
            }
            return all;
        });
    }

    /** One that cannot be read hides no other. */
    private static SavedRun read(Path run, String program) {
        try {
            return SavedRun.read(run, RunDirectory.isAlive(run), program);
        } catch (IOException e) {
            return SavedRun.damaged(run, "its directory cannot be read: " + Reasons.of(e));
        }
    }

    /**
     * Returns the last finished run of some directories.
     *
     * @param directories a checksum of their real paths
     */
    public Optional<LastRun> last(String directories) throws IOException {
        return exclusively(() -> {
            for (Path run : directories()) {
                Optional<LastRun> last = SavedRun.finished(run, directories);
                if (last.isPresent()) {
                    return last;
                }
            }
            return Optional.empty();
        });
    }

    /**
     * Removes a run.
     *
     * @return whether it existed
     * @throws IOException if it is alive, or cannot be removed
     */
    public boolean remove(String id) throws IOException {
        return exclusively(() -> {
            Optional<Path> run = directories().stream()
                    .filter(path -> path.getFileName().toString().equals(id))
                    .findFirst();
            if (run.isPresent() && RunDirectory.isAlive(run.get())) {
                throw new FileSystemException(id, null, "it is still running");
            }
            if (run.isPresent()) {
                RunDirectory.delete(run.get());
            }
            return run.isPresent();
        });
    }

    /** Removes a run of ours that ended, unless somebody may read or resume it. */
    void ended(Path run) throws IOException {
        exclusively(() -> {
            if (!RunDirectory.isOfUse(run)) {
                RunDirectory.delete(run);
            }
            return run;
        });
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    /** Otherwise a run that is just being created or removed looks dead. */
    private <T> T exclusively(Action<T> action) throws IOException {
        synchronized (TURN) {
            try (FileChannel lock = RunDirectory.open(path.resolve(RunDirectory.LOCK));
                    FileLock held = lock.lock()) {
                assert held.isValid();
                return action.run();
            }
        }
    }

    private Sweep sweep(String directories, int remembered) throws IOException {
        return Sweep.of(directories(), directories, remembered);
    }

    /** Returns the newest first. */
    private List<Path> directories() throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(path, NAMES + "*")) {
            each.forEach(all::add);
        }
        all.removeIf(run -> !Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS));
        all.sort(RunDirectory.NEWEST_FIRST);
        return all;
    }
}
