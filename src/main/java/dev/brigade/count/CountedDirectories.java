package dev.brigade.count;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.mount.MountTable;
import dev.brigade.preflight.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The directories of a count. A directory that is given twice, or lies inside another one, is refused. */
final class CountedDirectories {
    /** By device and inode, because a directory may be given by several paths. */
    private final Map<Object, Source> counted = new HashMap<>();

    private CountedDirectories() {}

    /** Returns the directories that the user wrote, as sources. */
    static List<Source> resolve(List<String> given) throws RefusedException {
        List<Source> sources = new ArrayList<>();
        for (String one : given) {
            sources.add(new Source(one, Roots.source(one).directory(), FileName.ROOT));
        }
        new CountedDirectories().refuseOverlap(sources);
        return List.copyOf(sources);
    }

    private void refuseOverlap(List<Source> sources) throws RefusedException {
        for (Source source : sources) {
            Source other = counted.putIfAbsent(key(source, source.root()), source);
            if (other != null) {
                throw twice(source, "the same directory as " + other.given());
            }
        }
        for (Source source : sources) {
            for (Path above = source.root().getParent(); above != null; above = above.getParent()) {
                refuseInside(source, counted.get(key(source, above)));
            }
        }
        MountTable mounts = MountTable.now();
        for (Source source : sources) {
            for (Source other : sources) {
                boolean seen = !other.equals(source) && mounts.isBelow(other.root(), source.root());
                refuseInside(source, seen ? other : null);
            }
        }
    }

    private static void refuseInside(Source source, @Nullable Source other) throws RefusedException {
        if (other != null) {
            throw twice(source, "inside " + other.given());
        }
    }

    private static RefusedException twice(Source source, String where) {
        return new RefusedException(
                Fault.NOT_READY,
                "source " + source.given() + " is " + where + " and would be counted twice: leave it out");
    }

    private static Object key(Source source, Path path) throws RefusedException {
        try {
            return Objects.requireNonNull(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.NOT_READY, "source " + source.given() + " cannot be read: " + Reasons.of(e));
        }
    }
}
