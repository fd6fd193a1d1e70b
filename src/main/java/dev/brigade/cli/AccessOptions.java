package dev.brigade.cli;

import dev.brigade.model.Access;
import dev.brigade.model.RefusedException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How the destination is reached. */
final class AccessOptions {
    @Option(
            names = "--dest-mount",
            paramLabel = "DIR",
            description =
                    "What DEST itself is in a further mount of its file system, such as the same export by another"
                            + " address; the processes are spread over all of them. May be repeated.")
    private List<String> mounts = new ArrayList<>();

    @Option(
            names = "--trust-destination",
            description = "Has rsync from 3.5 do without its guard against other users' symbolic links in the"
                    + " destination's path, which saves calls over NFS.")
    private boolean trusted;

    Access toAccess() throws RefusedException {
        if (mounts.contains("")) {
            throw RefusedException.usage("the directory of --dest-mount is an empty word");
        }
        return new Access(List.copyOf(mounts), trusted);
    }
}
