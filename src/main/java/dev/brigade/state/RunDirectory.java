package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one run, mode 0700: request, manifests, plan, journal and outcome. A kernel lock on a file in it
 * shows that the run is alive. At its end the run removes it, unless it can be resumed or has an outcome to be read.
 */
public final class RunDirectory implements AutoCloseable {
    static final String LOCK = "lock";
    static final String REQUEST = "request";
    static final String PLAN = "plan";
    static final String JOURNAL = "journal";
    static final String VERIFIED = "verified";
    static final String OUTCOME = "outcome";

    /** All entries that the outcome counts; the outcome names only the first ones. */
    static final String ENTRIES = "entries";

    /** Names of each list in the outcome: enough for a person, and quick to read for a list of runs. */
    private static final int NAMES = 20;

    /** How the run went over time. */
    static final String HISTORY = "history";

    /** What failed rsync processes printed. */
    static final String ERRORS = "errors";

    /** Directories that get their modes at the end of the run. */
    static final String MODES = "modes";

    /** What was mounted when the run began. */
    static final String MOUNTS = "mounts";

    /** Names begin with the second of the start; within it, the lock file tells which run was first. */
    static final Comparator<Path> NEWEST_FIRST = Comparator.comparing(RunDirectory::second)
            .thenComparing(RunDirectory::begun)
            .thenComparing(Comparator.naturalOrder())
            .reversed();

    private static final String MANIFEST = ".manifest";

    private static final Set<String> OF_AN_ENDED_RUN = Set.of(LOCK, REQUEST, OUTCOME, ENTRIES, HISTORY, ERRORS, MOUNTS);
    private static final Set<String> OF_AN_UNFINISHED_RUN =
            Set.of(LOCK, REQUEST, PLAN, JOURNAL, VERIFIED, HISTORY, ERRORS, MODES, MOUNTS);

    private final @Nullable Runs runs;
    private final Path path;
    private final RunLock lock;
    private final boolean resumable;
    private final boolean kept;

    RunDirectory(@Nullable Runs runs, Path path, RunLock lock, boolean resumable, boolean kept) {
        this.runs = runs;
        this.path = path;
        this.lock = lock;
        this.resumable = resumable;
        this.kept = kept;
    }

    /**
     * Creates a run's directory outside of a state directory. No later run removes it.
     *
     * @param directory an existing directory, such as {@code /tmp}
     * @param kept whether the lists stay when the run ends
     * @throws IOException if it cannot be created
     */
    public static RunDirectory apart(Path directory, boolean kept) throws IOException {
        Path path = Files.createTempDirectory(directory, "brigade-", Private.DIRECTORY)
                .toRealPath();
        RunLock lock = RunLock.take(path.resolve(LOCK)).orElseThrow(() -> new IOException("cannot lock " + path));
        return new RunDirectory(null, path, lock, false, kept);
    }

    /** Opens a file that only its owner may read; creates it if missing. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                Private.FILE);
    }

    /** Returns the real path of the directory that holds the directories of all runs. */
    public Path shared() {
        return runs == null ? path : runs.path();
    }

    /** Returns the directory of this run. */
    public Path path() {
        return path;
    }

    /** Returns the run's name. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Returns the file for a manifest. */
    public Path manifest(String name) {
        return path.resolve(name + MANIFEST);
    }

    /** Whether this run can be resumed if it is interrupted. */
    public boolean isDurable() {
        return resumable;
    }

    /** Whether {@code brigade runs} lists this run. */
    public boolean isListed() {
        return Files.exists(path.resolve(REQUEST), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns what the run was asked when it started. */
    public Optional<RunRequest> request() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(REQUEST), RunRequest.class);
    }

    /** Returns the plan that an unfinished run left. */
    public Optional<RunPlan> plan() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(PLAN), RunPlan.class);
    }

    /** Keeps the plan: from now on the run can be resumed. */
    public void keep(RunPlan plan) throws StateException {
        StateFile.write(path.resolve(PLAN), plan);
    }

    /** Keeps what the run is asked: with a plan, the same command can resume it. */
    public void keep(RunRequest request) throws StateException {
        StateFile.write(path.resolve(REQUEST), request);
    }

    /** Keeps what is mounted when the run begins. */
    public void keep(SeenMounts mounts) throws StateException {
        StateFile.write(path.resolve(MOUNTS), mounts);
    }

    /** Removes what an unfinished run left, except what it was asked. */
    public void forget() throws StateException {
        deletePlanThenAllBut(name -> name.equals(LOCK) || name.equals(REQUEST));
    }

    /** Opens the journal: what an unfinished run left, or a new one. */
    public Journal journal(int workItems) throws StateException, DamagedRunException {
        return Journal.open(path.resolve(JOURNAL), name(), workItems);
    }

    /** Opens the list of verified parts: what an unfinished run left, or a new one. */
    public FileChannel verified() throws StateException {
        try {
            return open(path.resolve(VERIFIED));
        } catch (IOException e) {
            throw StateException.of(path.resolve(VERIFIED), e);
        }
    }

    /** Removes the list of verified parts, so that everything is verified again. */
    public void forgetVerified() throws StateException {
        deleteAllBut(name -> !name.equals(VERIFIED));
    }

    /** Keeps the outcome. Of a finished run, only small files stay. */
    public void finish(Outcome outcome) throws StateException {
        StateFile.write(path.resolve(ENTRIES), outcome.entries());
        if (outcome.stopped().isEmpty() || Files.notExists(path.resolve(PLAN))) {
            deletePlanThenAllBut(OF_AN_ENDED_RUN::contains);
        }
        // Last: after a kill, a run with an outcome has nothing left that somebody would have to remove.
        StateFile.write(path.resolve(OUTCOME), outcome.first(NAMES));
    }

    /** Removes files of an unfinished run that the resumed run does not need. */
    void resume() throws StateException {
        deleteAllBut(
                name -> OF_AN_UNFINISHED_RUN.contains(name) || name.startsWith("copy-") && name.endsWith(MANIFEST));
    }

    @Override
    public void close() throws StateException {
        try (lock) {
            if (kept) {
                deleteAllBut(name -> !name.equals(LOCK) && !name.equals(HISTORY) && !name.endsWith(MANIFEST));
            } else if (runs == null) {
                delete(path);
            } else {
                runs.ended(path);
            }
        } catch (IOException e) {
            throw StateException.of(path, e);
        }
    }

    /** After a kill on the way, nobody can resume the run by mistake: what is left of it has no plan. */
    private void deletePlanThenAllBut(Predicate<String> wanted) throws StateException {
        deleteAllBut(name -> !name.equals(PLAN));
        deleteAllBut(wanted);
    }

    private void deleteAllBut(Predicate<String> wanted) throws StateException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path file : all) {
                if (!wanted.test(String.valueOf(file.getFileName()))) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            throw StateException.of(path, e);
        }
    }

    /** Removes a file, or a directory with everything in it, unless it is gone. */
    static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // The run's progress is renamed every 2 s: what was listed may be gone.
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether somebody may read or resume the run. */
    static boolean isOfUse(Path run) {
        return Stream.of(PLAN, OUTCOME).anyMatch(name -> Files.exists(run.resolve(name)))
                && Files.exists(run.resolve(REQUEST), LinkOption.NOFOLLOW_LINKS);
    }

    private static String second(Path run) {
        String name = String.valueOf(run.getFileName());
        return name.substring(0, name.lastIndexOf('-'));
    }

    private static FileTime begun(Path run) {
        try {
            return Files.getLastModifiedTime(run.resolve(LOCK));
        } catch (IOException e) {
            return FileTime.fromMillis(0); // It has just been made, or is being removed.
        }
    }

    /** Returns whether the process of a run lives: it has the lock. */
    static boolean isAlive(Path run) throws IOException {
        Optional<RunLock> lock = RunLock.take(run.resolve(RunDirectory.LOCK));
        if (lock.isPresent()) {
            lock.get().close();
        }
        return lock.isEmpty();
    }
}
