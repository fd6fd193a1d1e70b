package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.manifest.Private;
import dev.brigade.manifest.StateException;
import dev.brigade.model.HostName;
import dev.brigade.model.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of a job that several clients share, mode 0700. It holds whole files only: {@code job.json}, the
 * manifests of the crawl and of the shards, the results of shards, and the outcome. Thread-safe.
 */
public final class JobDirectory {
    private static final String JOB = "job.json";
    private static final String SHARDS = "shards";
    private static final String RESULTS = "results";
    private static final String NAMES = "names";
    private static final String OUTCOME = "outcome.json";
    private static final String RUNNING = "running";
    private static final Pattern ATTEMPT = Pattern.compile("([0-9]{1,9})[.]([0-9]{1,9})[.](json|running)");

    /** An attempt that has not shown for so long that it is alive was killed, or its client is gone. */
    private static final Duration DEAD = ShardAttempt.PERIOD.multipliedBy(4);

    private final Path path;

    private JobDirectory(Path path) {
        this.path = path;
    }

    /**
     * Returns a directory that holds a job, or will hold one.
     *
     * @param path absolute
     */
    public static JobDirectory at(Path path) {
        return new JobDirectory(path);
    }

    /** Returns its path. */
    public Path path() {
        return path;
    }

    /** Returns whether a job was planned here. */
    public boolean isPlanned() {
        return Files.exists(path.resolve(JOB), LinkOption.NOFOLLOW_LINKS);
    }

    /** Creates the directory, or removes what a plan that did not end left there. */
    public void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path, Private.DIRECTORY);
        }
        removeManifests();
        for (String name : List.of(SHARDS, RESULTS)) {
            Files.createDirectory(path.resolve(name), Private.DIRECTORY);
        }
    }

    /** Removes everything but the plan and the outcome. */
    public void removeManifests() throws IOException {
        for (String name : List.of(SHARDS, RESULTS)) {
            Path directory = path.resolve(name);
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                RunDirectory.delete(directory);
            }
        }
        Files.deleteIfExists(namesToKeep());
        try (DirectoryStream<Path> manifests = Files.newDirectoryStream(path, "*.manifest")) {
            for (Path manifest : manifests) {
                Files.delete(manifest);
            }
        }
    }

    /** Returns the file of the plan. */
    public Path jobFile() {
        return path.resolve(JOB);
    }

    /** Returns the file of the names to copy; empty if all of the source is copied. */
    public Optional<Path> names() {
        return Optional.of(namesToKeep()).filter(Files::exists);
    }

    /** Returns where the names to copy are kept. */
    public Path namesToKeep() {
        return path.resolve(NAMES);
    }

    /** Returns the file for a manifest of the crawl. */
    public Path manifest(String name) {
        return path.resolve(name + ".manifest");
    }

    /** Returns the file for a manifest of a shard. */
    public Path manifest(int shard, int transfer) {
        return path.resolve(SHARDS).resolve(shard + "-" + transfer + ".manifest");
    }

    /** Keeps the plan: from now on the shards can be worked on. */
    public void keep(JobFile job) throws StateException {
        StateFile.write(path.resolve(JOB), job);
    }

    /**
     * Returns the plan.
     *
     * @throws DamagedRunException if there is none, or if it is not as it was written
     */
    public JobFile job() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(JOB), JobFile.class)
                .orElseThrow(() -> new DamagedRunException(JOB + " is missing"));
    }

    /** Names the manifests, one for each transfer. */
    public interface Named {
        Path file(int transfer);
    }

    /**
     * Opens the manifests of a shard or of the crawl.
     *
     * @throws DamagedRunException if one is not as it was written
     */
    public static List<Manifest> open(List<ManifestFacts> facts, Named files) throws IOException, DamagedRunException {
        List<Manifest> manifests = new ArrayList<>();
        try {
            for (ManifestFacts one : facts) {
                manifests.add(Manifest.reopen(files.file(manifests.size()), one));
            }
        } catch (DamagedRunException | IOException e) {
            for (Manifest manifest : manifests) {
                manifest.close();
            }
            throw e;
        }
        return manifests;
    }

    /** Begins an attempt at a shard. */
    public ShardAttempt begin(int shard) throws StateException {
        Path results = path.resolve(RESULTS);
        try {
            int attempt =
                    attempts().getOrDefault(shard, new TreeSet<>()).stream().reduce(0, Math::max);
            while (true) {
                attempt++;
                Path running = results.resolve(shard + "." + attempt + "." + RUNNING);
                try {
                    Files.createFile(running, Private.FILE);
                } catch (FileAlreadyExistsException e) {
                    continue; // another client took this number
                }
                ShardAttempt.Facts facts = new ShardAttempt.Facts(
                        shard, attempt, HostName.get(), ProcessHandle.current().pid(), ShardAttempt.now());
                StateFile.write(running, facts);
                return new ShardAttempt(running, results.resolve(shard + "." + attempt + ".json"), facts);
            }
        } catch (IOException e) {
            throw StateException.of(results, e);
        }
    }

    /** Returns how far each shard is. */
    public List<ShardState> states(JobFile job) throws StateException, DamagedRunException {
        Map<Integer, NavigableSet<Integer>> attempts;
        long now;
        try {
            attempts = attempts();
            now = serverTime();
        } catch (IOException e) {
            throw StateException.of(path.resolve(RESULTS), e);
        }
        List<ShardState> states = new ArrayList<>();
        for (int shard = 0; shard < job.shards().size(); shard++) {
            states.add(state(shard, attempts.getOrDefault(shard, new TreeSet<>()), now));
        }
        return states;
    }

    private ShardState state(int shard, NavigableSet<Integer> attempts, long now)
            throws StateException, DamagedRunException {
        Optional<ShardAttempt.Facts> running = Optional.empty();
        boolean alive = false;
        for (int attempt : attempts.descendingSet()) {
            Path base = path.resolve(RESULTS).resolve(shard + "." + attempt + ".json");
            Optional<ShardResult> result = StateFile.read(base, ShardResult.class);
            if (result.isPresent()) {
                return new ShardState(shard, running, alive, result);
            }
            Path file = base.resolveSibling(shard + "." + attempt + "." + RUNNING);
            if (running.isEmpty()) {
                running = facts(file);
                alive = running.isPresent() && isAlive(running.get(), file, now);
            }
        }
        return new ShardState(shard, running, alive, Optional.empty());
    }

    private static Optional<ShardAttempt.Facts> facts(Path file) throws StateException {
        try {
            return StateFile.read(file, ShardAttempt.Facts.class);
        } catch (DamagedRunException e) {
            return Optional.empty(); // It has just begun, or ended just now.
        }
    }

    private static boolean isAlive(ShardAttempt.Facts facts, Path file, long now) {
        if (facts.host().equals(HostName.get())
                && ProcessHandle.of(facts.process())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty()) {
            return false;
        }
        try {
            return now - Files.getLastModifiedTime(file).toMillis() < DEAD.toMillis();
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the time of the file system that holds the directory, as clients may have other clocks; milliseconds. */
    private long serverTime() throws IOException {
        Path probe = Files.createTempFile(path, ".time-", "", Private.FILE);
        try {
            FileTime time = Files.getLastModifiedTime(probe);
            return time.toMillis();
        } finally {
            Files.delete(probe);
        }
    }

    private Map<Integer, NavigableSet<Integer>> attempts() throws IOException {
        Map<Integer, NavigableSet<Integer>> attempts = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path.resolve(RESULTS))) {
            for (Path file : files) {
                Matcher name = ATTEMPT.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    attempts.computeIfAbsent(Integer.valueOf(name.group(1)), none -> new TreeSet<>())
                            .add(Integer.valueOf(name.group(2)));
                }
            }
        } catch (NoSuchFileException e) {
            // The directory is made with the first plan.
        }
        return attempts;
    }

    /** Returns a record as one line of JSON. */
    public static String json(Record content) {
        return StateFile.line(content);
    }

    /** Keeps the outcome of the whole job. */
    public void keep(Outcome outcome) throws StateException {
        StateFile.write(path.resolve(OUTCOME), outcome);
    }

    /** Returns the outcome of the whole job, if it has one. */
    public Optional<Outcome> outcome() throws StateException, DamagedRunException {
        return StateFile.read(path.resolve(OUTCOME), Outcome.class);
    }
}
