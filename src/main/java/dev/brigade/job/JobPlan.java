package dev.brigade.job;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.StateException;
import dev.brigade.model.FileName;
import dev.brigade.model.Invocation;
import dev.brigade.model.RefusedException;
import dev.brigade.model.Source;
import dev.brigade.model.Totals;
import dev.brigade.plan.ShardDivider;
import dev.brigade.preflight.PreparedRun;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.JobFile;
import dev.brigade.sync.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Divides what a crawl found into shards, and keeps the plan. Used once.
 *
 * @param directory of the job, created
 * @param invocation how the job was asked for
 * @param shards how many the user wants
 * @param clients how many clients will work, at least 1
 * @param list names of what is copied, if that is not all of the source; the caller closes it
 * @param scripts whether to write scripts of plain rsync commands, instead of a job
 */
public record JobPlan(
        JobDirectory directory,
        Invocation invocation,
        OptionalInt shards,
        int clients,
        Optional<InputStream> list,
        boolean scripts)
        implements Scope.Planner {
    /** Bytes of each shard's manifest that wait in memory: with 1,000 shards these are 16 MiB. */
    public static final int BUFFER = 16 * 1024;

    /** Returns the scope of the run that crawls for this plan. */
    public Scope scope() {
        return new Scope.Planning(this::create, list.map(in -> directory.namesToKeep()), directory::manifest, this);
    }

    private PreparedRun create(PreparedRun prepared) throws RefusedException {
        if (directory.isPlanned() || Files.exists(directory.path().resolve(ClientScripts.FIRST))) {
            throw Jobs.refused(
                    directory.path() + " holds a job already. Finish it, or remove the directory to plan again");
        }
        try {
            Jobs.checkApart(prepared, directory.path());
            directory.create();
            if (list.isPresent()) {
                keepNames(list.get(), prepared.roots().sources().get(0));
            }
        } catch (IOException e) {
            throw Jobs.unusable(directory.path(), e);
        }
        return prepared;
    }

    private void keepNames(InputStream names, Source source) throws RefusedException, IOException {
        try {
            NameList.keep(names, source, directory.namesToKeep());
        } catch (RefusedException e) {
            directory.removeManifests();
            throw e;
        }
    }

    @Override
    public void plan(PreparedRun prepared, List<Manifest> manifests, boolean readable) throws IOException {
        Totals totals = manifests.stream().map(Manifest::totals).reduce(Totals.NONE, Totals::plus);
        int number = shards.orElse(ShardDivider.number(totals, clients));
        long most = ShardDivider.most(totals, number);
        List<ManifestFacts> facts = new ArrayList<>();
        List<Division> divisions = new ArrayList<>();
        Samples samples = new Samples(prepared.roots(), totals.entries());
        for (Manifest manifest : manifests) {
            facts.add(manifest.keep());
            Division division = new Division(number, divisions.size());
            try {
                ShardDivider divider = new ShardDivider(number, most, division);
                int transfer = divisions.size();
                manifest.each(at -> {
                    divider.add(at);
                    samples.look(transfer, at);
                });
            } finally {
                division.finish();
            }
            divisions.add(division);
        }
        List<JobFile.Shard> all = new ArrayList<>();
        for (int shard = 0; shard < number; shard++) {
            all.add(shard(divisions, shard));
        }
        if (scripts) {
            ClientScripts.write(
                    prepared,
                    directory.path(),
                    clients,
                    manifests,
                    openers(all),
                    listing -> ShardDivider.isDivided(listing, most));
            directory.removeManifests();
            return;
        }
        JobFile.Witness witness = Witness.leave(prepared.roots().destination(), prepared.isDestinationEmpty());
        keep(
                prepared,
                new JobFile(
                        JobFile.SCHEMA,
                        invocation.version(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        invocation.words(),
                        clients,
                        Jobs.fileSystems(prepared.roots()),
                        facts,
                        most,
                        all,
                        witness,
                        samples.taken(),
                        readable));
    }

    private List<ClientScripts.Opener> openers(List<JobFile.Shard> all) {
        List<ClientScripts.Opener> openers = new ArrayList<>();
        for (JobFile.Shard shard : all) {
            int number = openers.size();
            openers.add(() -> {
                try {
                    return JobDirectory.open(shard.manifests(), transfer -> directory.manifest(number, transfer));
                } catch (DamagedRunException e) {
                    throw new IllegalStateException("a shard that has just been written", e);
                }
            });
        }
        return openers;
    }

    private void keep(PreparedRun prepared, JobFile job) throws IOException {
        try {
            directory.keep(job);
        } catch (StateException e) {
            Witness.remove(job.witness(), prepared.roots().destination());
            throw e;
        }
    }

    private static JobFile.Shard shard(List<Division> divisions, int shard) {
        return new JobFile.Shard(
                divisions.stream().map(division -> division.facts.get(shard)).toList(),
                divisions.stream()
                        .mapToLong(division -> division.directories[shard])
                        .sum(),
                divisions.stream()
                        .flatMap(division -> Stream.ofNullable(division.first[shard]))
                        .findFirst()
                        .orElse(FileName.ROOT));
    }

    /** Writes the manifests of all shards for one transfer. */
    private final class Division implements ShardDivider.Sink {
        private final List<ManifestWriter> writers = new ArrayList<>();
        private final List<ManifestFacts> facts = new ArrayList<>();
        private final long[] directories;
        private final @Nullable FileName[] first;

        Division(int shards, int transfer) throws StateException {
            directories = new long[shards];
            first = new FileName[shards];
            for (int shard = 0; shard < shards; shard++) {
                writers.add(new ManifestWriter(directory.manifest(shard, transfer), BUFFER));
            }
        }

        @Override
        public void accept(int shard, Listing part) throws IOException {
            writers.get(shard).add(part);
            directories[shard]++;
            if (first[shard] == null) {
                first[shard] = part.directory();
            }
        }

        void finish() throws IOException {
            for (ManifestWriter writer : writers) {
                try (writer;
                        Manifest manifest = writer.finish()) {
                    facts.add(manifest.keep());
                }
            }
        }
    }
}
