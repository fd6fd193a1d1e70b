package dev.brigade.submit;

import java.nio.file.Path;

/**
 * A volume of Kubernetes.
 *
 * @param source what it holds
 * @param path where clients see it, absolute
 * @param readOnly whether clients cannot write to it
 */
public record Volume(Source source, Path path, boolean readOnly) {
    /** What a volume holds. */
    public sealed interface Source permits Claim, Nfs {}

    /** A PersistentVolumeClaim. */
    public record Claim(String name) implements Source {}

    /** A directory of an NFS server, which the node mounts. */
    public record Nfs(String server, String path) implements Source {}
}
