package dev.brigade.job;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.state.JobDirectory;
import dev.brigade.state.JobFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The weights of the shards of a plan. Immutable.
 *
 * @param shards each shard, in the order of their numbers
 */
public record ShardTable(List<Line> shards) {
    /**
     * The weight of a shard.
     *
     * @param shard its number, from 0
     * @param entries number of entries of all kinds
     * @param bytes bytes of its files
     * @param directories number of directories of which it has entries
     * @param path one of these directories, for people
     */
    public record Line(int shard, long entries, long bytes, long directories, String path) {}

    /** Returns the weights of a plan. */
    public static ShardTable of(JobFile plan) {
        List<Line> lines = new ArrayList<>();
        for (JobFile.Shard shard : plan.shards()) {
            String path = shard.first().isRoot()
                    ? "./"
                    : Names.printable(shard.first().toBytes());
            lines.add(new Line(lines.size(), shard.entries(), shard.bytes(), shard.directories(), path));
        }
        return new ShardTable(List.copyOf(lines));
    }

    /** Returns the table as one line of JSON. */
    public String json() {
        return JobDirectory.json(this);
    }

    /** Returns the table as text. */
    public List<String> lines() {
        List<String> table = new ArrayList<>();
        table.add(row("shard", "entries", "size", "directories", "path, for example"));
        for (Line line : shards) {
            table.add(row(
                    String.valueOf(line.shard),
                    Quantities.count(line.entries),
                    Quantities.bytes(line.bytes),
                    Quantities.count(line.directories),
                    line.path));
        }
        return table;
    }

    private static String row(Object... columns) {
        return String.format(Locale.ROOT, "%5s  %11s  %10s  %11s  %s", columns);
    }
}
