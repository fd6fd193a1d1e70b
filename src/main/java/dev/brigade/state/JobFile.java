package dev.brigade.state;

import dev.brigade.manifest.ManifestFacts;
import dev.brigade.model.FileName;
import java.util.List;
import java.util.Objects;

/**
 * What {@code brigade plan} decided: the file {@code job.json} of a job directory.
 *
 * @param schema version of this file, {@link #SCHEMA}
 * @param version of the program that planned
 * @param planned when, RFC 3339, UTC
 * @param words the command line of {@code sync} that asks for the same, with absolute paths
 * @param clients how many clients were expected, at least 1
 * @param fileSystems what is mounted at the sources and then at the destination: type, server and path
 * @param manifests of the crawl, one for each transfer
 * @param most cost of the largest directory that is not divided, see {@link dev.brigade.plan.ShardDivider}
 * @param shards at least one
 * @param witness a file in the destination that proves which directory it is
 * @param samples some files of the sources, which prove which directories these are
 * @param readable whether the crawl could read everything
 */
public record JobFile(
        int schema,
        String version,
        String planned,
        List<String> words,
        int clients,
        List<String> fileSystems,
        List<ManifestFacts> manifests,
        long most,
        List<Shard> shards,
        Witness witness,
        List<Sample> samples,
        boolean readable) {
    /** The version of this file. */
    public static final int SCHEMA = 1;

    /** Refuses what no plan wrote, because it comes from a file. */
    public JobFile {
        Objects.requireNonNull(version);
        Objects.requireNonNull(planned);
        words = List.copyOf(words);
        fileSystems = List.copyOf(fileSystems);
        manifests = List.copyOf(manifests);
        shards = List.copyOf(shards);
        Objects.requireNonNull(witness);
        samples = List.copyOf(samples);
        if (schema != SCHEMA || clients < 1 || shards.isEmpty() || manifests.isEmpty()) {
            throw new IllegalArgumentException("no plan has such numbers");
        }
    }

    /**
     * The work of one shard.
     *
     * @param manifests one for each transfer
     * @param directories number of directories of which it has entries
     * @param first one of these directories
     */
    public record Shard(List<ManifestFacts> manifests, long directories, FileName first) {
        /** Refuses what no plan wrote. */
        public Shard {
            manifests = List.copyOf(manifests);
            Objects.requireNonNull(first);
        }

        /** Returns the number of its entries. */
        public long entries() {
            return manifests.stream()
                    .mapToLong(facts -> facts.totals().entries())
                    .sum();
        }

        /** Returns the bytes of its files. */
        public long bytes() {
            return manifests.stream().mapToLong(facts -> facts.totals().bytes()).sum();
        }
    }

    /**
     * A file that {@code plan} leaves in the destination.
     *
     * @param name its name there
     * @param content one line, random
     * @param alone whether nothing else was in the destination
     */
    public record Witness(String name, String content, boolean alone) {
        /** Refuses what no plan wrote. */
        public Witness {
            Objects.requireNonNull(content);
            if (name.contains("/")) {
                throw new IllegalArgumentException("no witness has such a name");
            }
        }
    }

    /**
     * A file of a source when the job was planned.
     *
     * @param source number of the source, from 0
     * @param name path below the root of the transfer
     * @param size bytes
     * @param mtimeNanos time of the last change, nanoseconds since 1970
     * @param inode its file number
     */
    public record Sample(int source, FileName name, long size, long mtimeNanos, long inode) {
        /** Refuses what no plan wrote. */
        public Sample {
            Objects.requireNonNull(name);
        }
    }
}
