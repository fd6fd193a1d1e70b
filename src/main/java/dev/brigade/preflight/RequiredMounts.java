package dev.brigade.preflight;

import dev.brigade.model.OpenDirectory;
import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.mount.MountTable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.List;

/** Refuses a run if a path at which the user expects a mount has none. */
final class RequiredMounts {
    private RequiredMounts() {}

    static void check(List<String> required) throws RefusedException {
        for (String given : required) {
            Path real = open(given, RootPath.of("required mount", given).path());
            if (!MountTable.now().isPoint(real)) {
                throw refused(given + " is not a mount point: nothing is mounted there");
            }
        }
    }

    /** Returns the real path. Opening makes an automounter mount it. */
    @SuppressWarnings("try")
    private static Path open(String given, Path path) throws RefusedException {
        try {
            Path real = path.toRealPath();
            try (DirectoryStream<Path> opened = OpenDirectory.at(real)) {
                return real;
            }
        } catch (IOException e) {
            throw refused(given + " cannot be opened: " + Reasons.of(e));
        }
    }

    private static RefusedException refused(String what) {
        return new RefusedException(Fault.NOT_READY, what + ". Mount it, or correct --require-mount");
    }
}
