package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import dev.brigade.submit.Resources;
import picocli.CommandLine.Option;

/** What each client asks its engine for. */
final class ResourceOptions {
    private static final int MOST_PROCESSORS = 1024;
    private static final int MEBI_BITS = 20;

    @Option(names = "--cpus", paramLabel = "N", description = "Ask for N processors for each shard (default: 4).")
    private String processors = "4";

    @Option(
            names = "--memory",
            paramLabel = "BYTES",
            description = "Ask for so much memory for each shard: 800M, 4G (default: 2G).")
    private String memory = "2G";

    Resources toResources() throws RefusedException {
        long mebibytes = Numbers.bytes("--memory", memory) >> MEBI_BITS;
        if (mebibytes == 0) {
            throw RefusedException.usage("--memory " + memory + " is less than 1M");
        }
        return new Resources(Numbers.between("--cpus", processors, 1, MOST_PROCESSORS), mebibytes);
    }
}
