package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A directory of one run's own, mode 0700. It goes when the run ends, unless the run has a plan to go on with later, or
 * an outcome to be read later. A kernel lock on a file in it says that the run is alive.
 */
public final class RunDirectory implements AutoCloseable {
    static final String LOCK = "lock";
    static final String REQUEST = "request";
    static final String PLAN = "plan";
    static final String JOURNAL = "journal";
    static final String VERIFIED = "verified";
    static final String OUTCOME = "outcome";

    /** What rsync said where it failed. */
    static final String ERRORS = "errors";

    /** Directories that get their modes at the end of the run. */
    static final String MODES = "modes";

    /** Ends the names of files that are of use to the run alone. */
    private static final String MANIFEST = ".manifest";

    private static final Set<String> OF_AN_ENDED_RUN = Set.of(LOCK, REQUEST, OUTCOME, ERRORS);
    private static final Set<String> OF_AN_UNFINISHED_RUN =
            Set.of(LOCK, REQUEST, PLAN, JOURNAL, VERIFIED, ERRORS, MODES);

    private final @Nullable Runs runs;
    private final Path path;
    private final FileChannel lock;
    private final boolean kept;

    RunDirectory(@Nullable Runs runs, Path path, FileChannel lock, boolean kept) {
        this.runs = runs;
        this.path = path;
        this.lock = lock;
        this.kept = kept;
    }

    /**
     * Makes a directory for a run in a directory that is there and belongs to nobody in particular, such as
     * {@code /tmp}. Nobody tidies up after it.
     *
     * @param directory where it is made
     * @param kept whether it stays when the run ends
     * @throws IOException where it cannot be made
     */
    public static RunDirectory apart(Path directory, boolean kept) throws IOException {
        Path path = Files.createTempDirectory(directory, "brigade-", Private.DIRECTORY)
                .toRealPath();
        return new RunDirectory(null, path, open(path.resolve(LOCK)), kept);
    }

    /** A lock file, which only its owner may read; made if missing. */
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

    /** The directory that holds the directories of all runs, as a real path. */
    public Path shared() {
        return runs == null ? path : runs.path();
    }

    /** The directory of this run. */
    public Path path() {
        return path;
    }

    /** What the run is called. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** The file for a manifest. */
    public Path manifest(String name) {
        return path.resolve(name + MANIFEST);
    }

    /** Whether the run is one to go on with, should it not come to its end. */
    public boolean isDurable() {
        return Files.exists(path.resolve(REQUEST), LinkOption.NOFOLLOW_LINKS);
    }

    /** What the run was asked when it was begun. */
    public Optional<RunRequest> request() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(REQUEST), RunRequest.class);
    }

    /** The plan that an unfinished run left. */
    public Optional<RunPlan> plan() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(PLAN), RunPlan.class);
    }

    /** Keeps the plan: from now on the run can be gone on with. */
    public void keep(RunPlan plan) throws StateException {
        StateFile.write(path.resolve(PLAN), plan);
    }

    /** Keeps what the run is asked: with a plan, the same command can resume it. */
    public void keep(RunRequest request) throws StateException {
        StateFile.write(path.resolve(REQUEST), request);
    }

    /** Removes what an unfinished run left, except what it was asked. */
    public void forget() throws StateException {
        // The plan first: no files without a plan can be resumed by mistake after a kill.
        deleteAllBut(name -> !name.equals(PLAN));
        deleteAllBut(name -> name.equals(LOCK) || name.equals(REQUEST));
    }

    /** The run's journal: what an unfinished run left, or a new one. */
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

    /** Keeps the outcome. Of a run that is over, nothing stays that could be large. */
    public void finish(RunEnd end) throws StateException {
        boolean unfinished = end.unfinished() && Files.exists(path.resolve(PLAN));
        StateFile.write(path.resolve(OUTCOME), new RunEnd(end.ended(), end.exitCode(), unfinished, end.report()));
        if (!unfinished) {
            deleteAllBut(OF_AN_ENDED_RUN::contains);
        }
    }

    /** Forgets what an unfinished run left that is of no use to the one that goes on with it. */
    void takeUp() throws StateException {
        deleteAllBut(
                name -> OF_AN_UNFINISHED_RUN.contains(name) || name.startsWith("copy-") && name.endsWith(MANIFEST));
    }

    @Override
    public void close() throws StateException {
        try (lock) {
            if (kept) {
                deleteAllBut(name -> !name.equals(LOCK) && !name.endsWith(MANIFEST));
            } else if (runs == null) {
                delete(path);
            } else {
                runs.ended(path);
            }
        } catch (IOException e) {
            throw StateException.of(path, e);
        }
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

    /** Removes a file, or a directory and all that is in it. */
    static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
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

    /** Whether somebody could want to read or go on with what is there. */
    static boolean isOfUse(Path run) {
        return Files.exists(run.resolve(REQUEST), LinkOption.NOFOLLOW_LINKS)
                && List.of(PLAN, OUTCOME).stream().anyMatch(name -> Files.exists(run.resolve(name)));
    }
}
