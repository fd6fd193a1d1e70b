package dev.brigade.mount;

import dev.brigade.model.NfsMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the table of mounts.
 *
 * @param device number of the file system; mounts with one number share the kernel's counters
 * @param root the mounted directory, seen from the top of its file system
 * @param point where it is mounted
 * @param type of the file system, such as {@code nfs4}
 * @param source what is mounted, such as {@code server:/export}
 * @param options of the file system
 */
public record Mount(String device, Path root, Path point, String type, String source, List<String> options) {

    /** Types of network and FUSE file systems; FUSE also has types such as {@code fuse.sshfs}. */
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "cifs", "smb3", "ceph", "lustre", "beegfs", "gpfs", "9p", "afs", "orangefs", "fuse");

    boolean isRemote() {
        return REMOTE.contains(type) || type.startsWith("fuse.");
    }

    /** Returns where a path below the mount point is, seen from the top of the file system. */
    public Path withinDevice(Path path) {
        return root.resolve(point.relativize(path));
    }

    /** Returns the NFS options of an NFS mount; empty for other types. */
    public Optional<NfsMount> nfs() {
        if (!type.equals("nfs") && !type.equals("nfs4")) {
            return Optional.empty();
        }
        String recovery = options.stream()
                .filter(option -> option.equals("soft") || option.equals("softerr"))
                .findFirst()
                .orElse("hard");
        return Optional.of(new NfsMount(
                point,
                source,
                value("vers").orElse(type.equals("nfs4") ? "4" : "3"),
                number("rsize", 0),
                number("wsize", 0),
                (int) number("nconnect", 1),
                recovery,
                !options.contains("noac")));
    }

    private Optional<String> value(String name) {
        return options.stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst();
    }

    private long number(String name, long otherwise) {
        return value(name)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(otherwise);
    }
}
