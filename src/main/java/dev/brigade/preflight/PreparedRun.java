package dev.brigade.preflight;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.rsync.FilterRule;
import dev.brigade.rsync.FilterRules;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncVersion;
import dev.brigade.run.RootGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A request that passed preflight.
 *
 * @param roots its directories
 * @param rsync rsync's path
 * @param priority the command that lowers the priority of an rsync process, may be empty
 * @param version rsync's version
 * @param options that rsync gets
 * @param filters which entries are skipped
 * @param mounts real paths of the destination through extra mounts
 */
public record PreparedRun(
        SyncRequest request,
        Roots roots,
        Path rsync,
        List<String> priority,
        RsyncVersion version,
        RsyncOptions options,
        FilterRules filters,
        List<Path> mounts) {

    /** Returns the run with its own directory excluded, if that is inside a source or the destination. */
    public PreparedRun leavingOut(Path own) {
        Stream<FileName> inSources = roots.sources().stream()
                .flatMap(source -> FileName.below(source.root(), own).filter(source::covers).stream());
        Stream<FileName> inDestination = seen().stream().flatMap(seen -> FileName.below(seen, own).stream());
        List<FilterRule> rules = Stream.concat(inSources, inDestination)
                .map(FilterRule::excludeExactly)
                .toList();
        return new PreparedRun(
                request, roots, rsync, priority, version, options, new FilterRules(rules).plus(filters), mounts);
    }

    /** Returns the paths of the destination: its own, then those through extra mounts. */
    public List<Path> seen() {
        return Stream.concat(Stream.of(roots.destination()), mounts.stream()).toList();
    }

    /** Whether the destination is empty, except for what a file system puts there itself. */
    public boolean isDestinationEmpty() {
        try {
            return RootPath.isEmpty(roots.destination());
        } catch (IOException e) {
            return e instanceof NoSuchFileException;
        }
    }

    /**
     * Remembers which directories the roots are.
     *
     * @throws IOException if one cannot be looked at
     */
    public RootGuard guard() throws IOException {
        Stream<Path> sources = roots.sources().stream().map(Source::directory);
        Stream<Path> destination = Files.notExists(roots.destination()) ? Stream.of() : seen().stream();
        return RootGuard.of(Stream.concat(sources, destination).toList());
    }

    /** Creates the destination. Returns false if another run has done so since preflight. */
    boolean makeDestination() throws RefusedException, IOException {
        try {
            if (request.parents()) {
                Files.createDirectories(
                        Objects.requireNonNull(roots.destination().getParent()));
            }
            Files.createDirectory(roots.destination()); // Alone it tells whether the directory was there.
            return true;
        } catch (IOException e) {
            if (Files.isDirectory(roots.destination())) {
                return false;
            }
            if (Reasons.isNoSpace(e)) {
                throw e;
            }
            throw new RefusedException(
                    Fault.DESTINATION_NOT_MADE,
                    "destination " + roots.destination() + " cannot be created: " + Reasons.of(e));
        }
    }
}
