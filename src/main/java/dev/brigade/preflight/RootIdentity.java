package dev.brigade.preflight;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells the roots of a run from others, by path, inode and mount: device numbers change with each mount. */
public final class RootIdentity {
    private static final String INODE = ": inode ";

    private RootIdentity() {}

    /** Returns the identities of the sources and then of the destination, as text. */
    public static List<String> of(Roots roots) throws IOException {
        MountTable mounts = MountTable.now();
        List<String> identities = new ArrayList<>();
        for (Source source : roots.sources()) {
            identities.add(of(source.directory(), mounts));
        }
        identities.add(of(roots.destination(), mounts));
        return identities;
    }

    private static String of(Path directory, MountTable mounts) throws IOException {
        String mount = mounts.of(directory)
                .map(on -> " of " + on.type() + " " + on.source() + " " + on.withinDevice(directory))
                .orElse("");
        return directory + INODE + Files.getAttribute(directory, "unix:ino") + mount;
    }

    /**
     * Compares the roots with those of an unfinished run.
     *
     * @throws RefusedException if another file system is mounted at a root: it may be the wrong one
     * @throws DamagedRunException if a root is another directory of the same file system
     */
    public static void check(Roots roots, List<String> before)
            throws IOException, RefusedException, DamagedRunException {
        List<String> now = of(roots);
        if (now.size() != before.size()) {
            throw new DamagedRunException("its plan is damaged");
        }
        for (int i = 0; i < now.size(); i++) {
            if (!mounted(now.get(i)).equals(mounted(before.get(i)))) {
                throw new RefusedException(
                        Fault.NOT_CONTINUED,
                        "another file system is mounted than when the unfinished run began: then " + before.get(i)
                                + ", now " + now.get(i)
                                + ". Mount what was there, or start over with the same command and --fresh");
            }
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).equals(before.get(i))) {
                throw new DamagedRunException(
                        "a directory was replaced: then " + before.get(i) + ", now " + now.get(i));
            }
        }
    }

    /** Returns directory and mount, which stay the same if somebody creates the directory again. */
    private static String mounted(String identity) {
        return identity.replaceFirst(INODE + "[0-9]+", "");
    }
}
