package dev.brigade.run;

import dev.brigade.model.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Remembers the root directories by device and inode, and notices if one was replaced. After an unmount, a source looks
 * as if everything had been deleted, and a destination fills the disk below it. Immutable and thread-safe.
 */
public final class RootGuard {
    private final Map<Path, Object> identities;

    private RootGuard(Map<Path, Object> identities) {
        this.identities = identities;
    }

    /**
     * Remembers directories as they are now.
     *
     * @throws IOException if the attributes of one cannot be read
     */
    public static RootGuard of(Iterable<Path> roots) throws IOException {
        Map<Path, Object> identities = new LinkedHashMap<>();
        for (Path root : roots) {
            identities.put(root, identity(root));
        }
        return new RootGuard(identities);
    }

    /** Returns the first root that was replaced or cannot be reached, and why, one line. */
    public Optional<String> lost() {
        for (Map.Entry<Path, Object> root : identities.entrySet()) {
            try {
                if (!identity(root.getKey()).equals(root.getValue())) {
                    return Optional.of(
                            root.getKey() + " is not the directory it was when the run began: was it unmounted?");
                }
            } catch (IOException e) {
                return Optional.of(root.getKey() + " cannot be reached any more: " + Reasons.of(e));
            }
        }
        return Optional.empty();
    }

    private static Object identity(Path root) throws IOException {
        Map<String, Object> found = Files.readAttributes(root, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
        return Objects.requireNonNull(Map.copyOf(found));
    }
}
