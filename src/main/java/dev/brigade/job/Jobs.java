package dev.brigade.job;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.StateException;
import dev.brigade.model.CurrentUser;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.preflight.Roots;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.JobFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens jobs, and checks that a client sees what the job is about. */
public final class Jobs {
    private Jobs() {}

    /**
     * Returns the plan of a job.
     *
     * @param version of this program
     * @throws RefusedException if there is no job, or this version cannot read it
     */
    public static JobFile open(JobDirectory directory, String version) throws RefusedException, StateException {
        if (!directory.isPlanned()) {
            throw refused(directory.path() + " is not the directory of a job: it has no job.json. Plan a job with"
                    + " 'brigade plan --job " + directory.path() + "'");
        }
        try {
            checkOwner(directory.path());
            checkOwner(directory.jobFile());
        } catch (IOException e) {
            throw unusable(directory.path(), e);
        }
        try {
            JobFile job = directory.job();
            if (!job.version().equals(version)) {
                throw refused("the job in " + directory.path() + " was planned by " + job.version() + ", and this is "
                        + version + ". Use the same version on all clients, or plan again");
            }
            return job;
        } catch (DamagedRunException e) {
            throw damaged(directory, e);
        }
    }

    /** Who can change a job can make us copy and delete anything. */
    private static void checkOwner(Path file) throws IOException {
        Optional<Integer> user = CurrentUser.id();
        boolean another = user.isPresent() && !user.get().equals(CurrentUser.owner(file));
        if (another && !MountTable.now().isRemote(file)) { // A server may know root under another number.
            throw new FileSystemException(file.toString(), null, "it belongs to another user");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(file.toString(), null, "other users may write to it");
        }
    }

    static RefusedException damaged(JobDirectory directory, DamagedRunException e) {
        return refused("the job in " + directory.path() + " is damaged: " + e.getMessage() + ". Plan again");
    }

    static RefusedException refused(String message) {
        return new RefusedException(Fault.NOT_READY, message);
    }

    static RefusedException unusable(Path directory, IOException e) {
        return new RefusedException(
                Fault.FILES_UNUSABLE, "the job directory " + directory + " cannot be used: " + Reasons.of(e));
    }

    /** Refuses a job directory inside a source or the destination: it would be copied or deleted. */
    static void checkApart(PreparedRun prepared, Path directory) throws RefusedException, IOException {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        Path nearest = there.toRealPath();
        Path real = nearest.resolve(there.relativize(directory));
        List<Path> roots = new ArrayList<>(prepared.seen());
        prepared.roots().sources().stream().map(Source::directory).forEach(roots::add);
        MountTable mounts = MountTable.now();
        for (Path root : roots) {
            if (real.startsWith(root) || mounts.isBelow(root, nearest)) {
                throw RefusedException.usage("the job directory " + directory + " is inside " + root
                        + ". Name one outside the sources and the destination with --job");
            }
        }
    }

    /** Returns what is mounted at the sources and the destination. */
    static List<String> fileSystems(Roots roots) {
        MountTable mounts = MountTable.now();
        List<String> all = new ArrayList<>();
        roots.sources().forEach(source -> all.add(fileSystem(source.root(), mounts)));
        all.add(fileSystem(roots.destination(), mounts));
        return all;
    }

    private static String fileSystem(Path directory, MountTable mounts) {
        return mounts.of(directory)
                .map(on -> on.type() + " " + on.source() + " " + on.withinDevice(directory))
                .orElse("");
    }

    /**
     * Proves that this client sees the directories of a job. Returns the run with the witness excluded.
     *
     * @throws RefusedException if it does not
     */
    static PreparedRun check(JobFile job, PreparedRun prepared) throws RefusedException {
        Roots roots = prepared.roots();
        for (Path seen : prepared.seen()) {
            Optional<String> missing = Witness.missing(job.witness(), seen);
            if (missing.isPresent()) {
                throw refused("this client does not see the destination of the job at " + seen + ": " + missing.get()
                        + ". Mount it, or give its path with --map");
            }
        }
        List<String> here = fileSystems(roots);
        long wrong = job.samples().stream()
                .filter(sample -> !isThere(sample, job, roots, here))
                .count();
        if (wrong * 2 > job.samples().size()) {
            throw refused("this client does not see the source of the job: " + wrong + " of "
                    + job.samples().size() + " files that the plan remembers are missing or others, such as "
                    + first(job, roots, here) + ". Mount it, or give its path with --map");
        }
        return prepared.leavingOut(roots.destination().resolve(job.witness().name()));
    }

    private static Path first(JobFile job, Roots roots, List<String> here) {
        return job.samples().stream()
                .filter(sample -> !isThere(sample, job, roots, here))
                .map(sample ->
                        sample.name().under(roots.sources().get(sample.source()).root()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isThere(JobFile.Sample sample, JobFile job, Roots roots, List<String> here) {
        if (sample.source() >= roots.sources().size()) {
            return false;
        }
        boolean same = job.fileSystems().size() == here.size()
                && job.fileSystems().get(sample.source()).equals(here.get(sample.source()));
        return Samples.isThere(sample, roots.sources().get(sample.source()).root(), same);
    }
}
