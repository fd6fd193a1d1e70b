package dev.brigade.job;

import dev.brigade.exec.Children.Captured;
import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.manifest.StateException;
import dev.brigade.model.Outcome;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.SyncRequest;
import dev.brigade.plan.ShardDivider;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.JobFile;
import dev.brigade.state.ShardState;
import dev.brigade.state.ShardState.Kind;
import dev.brigade.sync.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A job that is planned: its steps, and how far it is. Immutable and thread-safe.
 *
 * @param directory of the job
 * @param file the plan
 */
public record PlannedJob(JobDirectory directory, JobFile file) {
    /**
     * Opens a job.
     *
     * @param version of this program
     * @throws RefusedException if there is no job, or this version cannot read it
     */
    public static PlannedJob open(JobDirectory directory, String version) throws RefusedException, StateException {
        return new PlannedJob(directory, Jobs.open(directory, version));
    }

    /**
     * Returns the work of one shard.
     *
     * @param state how far it is
     * @param answers what rsync has answered to the work on other shards; the work adds to it
     */
    public Scope shard(ShardState state, Map<List<String>, Captured> answers) {
        int shard = state.shard();
        return new Scope.Shard(
                prepared -> Jobs.check(file, prepared),
                () -> open(file.shards().get(shard).manifests(), transfer -> directory.manifest(shard, transfer)),
                shard,
                file.witness().alone() && state.isUntouched(),
                answers);
    }

    private List<Manifest> open(List<ManifestFacts> facts, JobDirectory.Named named)
            throws RefusedException, IOException {
        try {
            return JobDirectory.open(facts, named);
        } catch (DamagedRunException e) {
            throw Jobs.damaged(directory, e);
        }
    }

    /** Returns what a shard is asked to do. It cannot count what others delete, so it deletes without limit. */
    public SyncRequest ofShard(SyncRequest request) {
        return request.part(
                request.delete() && !isDeletedAtEnd(request), request.limits().sharedBy(file.clients()));
    }

    /** Returns the work that is left when all shards are done. */
    public Scope rest(SyncRequest request) {
        return new Scope.Rest(
                prepared -> Jobs.check(file, prepared),
                directory.names(),
                () -> open(file.manifests(), transfer -> directory.manifest("plan-" + transfer)),
                listing -> ShardDivider.isDivided(listing, file.most()),
                request.delete() && isDeletedAtEnd(request));
    }

    /** Returns whether only the end of the job can judge what to delete. */
    private boolean isDeletedAtEnd(SyncRequest request) {
        return request.deletion().most().isPresent() || !file.readable();
    }

    /** Returns how far each shard is. */
    public List<ShardState> states() throws RefusedException, StateException {
        try {
            return directory.states(file);
        } catch (DamagedRunException e) {
            throw Jobs.damaged(directory, e);
        }
    }

    /** Returns the outcome of a job that is finished. */
    public Optional<Outcome> outcome() throws RefusedException, StateException {
        try {
            return directory.outcome();
        } catch (DamagedRunException e) {
            throw Jobs.damaged(directory, e);
        }
    }

    /**
     * Makes sure that every shard has a result and none is running.
     *
     * @throws RefusedException if not; it names the shards
     */
    public void checkComplete(List<ShardState> states) throws RefusedException {
        List<ShardState> running = of(Kind.RUNNING, states);
        if (!running.isEmpty()) {
            throw new RefusedException(
                    Fault.BUSY,
                    "not all shards have ended: " + numbers(running) + " running, such as shard "
                            + running.get(0).shard() + " on "
                            + running.get(0).running().orElseThrow().host()
                            + ". Nothing was changed. Finish the job when they have ended");
        }
        List<ShardState> missing = of(Kind.MISSING, states);
        if (!missing.isEmpty()) {
            throw new RefusedException(
                    Fault.SHARDS_MISSING,
                    "shards " + numbers(missing) + " have no result. Nothing was changed. Run '" + work(missing)
                            + "', then finish the job");
        }
    }

    /** Returns the command that works on some shards again. */
    public String work(List<ShardState> shards) {
        return "brigade work --job " + directory.path() + " " + numbers(shards);
    }

    private static List<ShardState> of(Kind kind, List<ShardState> states) {
        return states.stream().filter(state -> state.kind() == kind).toList();
    }

    private static String numbers(List<ShardState> states) {
        return states.stream().map(state -> String.valueOf(state.shard())).collect(Collectors.joining(" "));
    }

    /** Removes the witness in the destination, when the job is finished. */
    public void removeWitness(Path destination) throws IOException {
        Witness.remove(file.witness(), destination);
    }
}
