import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares a copy with its source: names, kinds, modes, owners, times, sizes, content. */
final class Same {
    private Same() {}

    /** The first thing that differs. */
    static Optional<String> difference(Path source, Path copy) throws IOException {
        List<Path> names = names(source);
        if (!names.equals(names(copy))) {
            return Optional.of("other names than the source");
        }
        for (Path name : names) {
            Path one = source.resolve(name);
            Path other = copy.resolve(name);
            Map<String, Object> wanted = attributes(one);
            Map<String, Object> found = attributes(other);
            if (!wanted.equals(found)) {
                found.entrySet().removeAll(wanted.entrySet());
                return Optional.of("'" + name + "' differs from its source by " + found);
            }
            if (Files.isRegularFile(one) && Files.mismatch(one, other) >= 0) {
                return Optional.of("content of " + name);
            }
        }
        return Optional.empty();
    }

    private static List<Path> names(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            return all.map(root::relativize).sorted().toList();
        }
    }

    private static Map<String, Object> attributes(Path path) throws IOException {
        String wanted = Files.isDirectory(path)
                ? "unix:mode,uid,gid,lastModifiedTime"
                : "unix:mode,uid,gid,lastModifiedTime,size";
        return new TreeMap<>(Files.readAttributes(path, wanted, LinkOption.NOFOLLOW_LINKS));
    }
}
