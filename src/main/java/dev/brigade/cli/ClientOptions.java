package dev.brigade.cli;

import dev.brigade.job.PlannedJob;
import dev.brigade.model.RefusedException;
import dev.brigade.model.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How one client works on a job: everything else is as it was planned. */
final class ClientOptions {
    private static final String PROCESSES = "--processes";
    /** Options whose value is a path that may be another one here. */
    private static final List<String> MOUNTS = List.of("--dest-mount=", "--require-mount=");

    @Option(
            names = "--map",
            paramLabel = "THERE=HERE",
            description = "Use HERE on this client for the plan's path THERE and everything below it. May be repeated.")
    private List<String> maps = new ArrayList<>();

    @Option(
            names = {"-p", PROCESSES},
            paramLabel = "N|auto",
            description = "Run N rsync processes at a time on this client (default: as planned).")
    private @Nullable String processes;

    @Mixin
    final StateOptions state = new StateOptions();

    /** Returns what the job asks for, with the paths of this client. */
    SyncRequest request(RunCommand run, PlannedJob job) throws RefusedException {
        List<String> words = new ArrayList<>();
        boolean paths = false;
        for (String word : job.file().words()) {
            paths |= word.equals("--");
            Optional<String> mount = MOUNTS.stream().filter(word::startsWith).findFirst();
            if (mount.isPresent()) {
                words.add(mount.get() + mapped(word.substring(mount.get().length())));
            } else if (paths) {
                words.add(mapped(word));
            } else if (processes == null || !word.startsWith(PROCESSES + "=")) {
                words.add(word);
            }
        }
        if (processes != null) {
            words.add(1, PROCESSES + "=" + processes);
        }
        return SavedWords.request(run, words, "the job in " + job.directory().path(), state.files(run.environment()));
    }

    private String mapped(String path) throws RefusedException {
        for (String map : maps) {
            int equals = map.indexOf('=');
            if (equals < 1 || !map.startsWith("/") || equals + 1 == map.length() || map.charAt(equals + 1) != '/') {
                throw RefusedException.usage("--map " + map + " is not THERE=HERE with two absolute paths");
            }
            String there = map.substring(0, equals);
            if (path.equals(there) || path.startsWith(there.endsWith("/") ? there : there + "/")) {
                return map.substring(equals + 1) + path.substring(there.length());
            }
        }
        return path;
    }
}
