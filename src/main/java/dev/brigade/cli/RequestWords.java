package dev.brigade.cli;

import dev.brigade.model.Engine;
import dev.brigade.model.Invocation;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a request as a command line that means the same in every directory, to save it and to resume it. Pure. */
final class RequestWords {
    private RequestWords() {}

    /** Returns the version, command line and environment of a run. */
    static Invocation invocation(SyncRequest request, Map<String, String> environment) throws IOException {
        return new Invocation(About.program(), of(request), request.files().job(), environment);
    }

    /** Returns {@code sync}, the options, {@code --} and absolute paths. */
    static List<String> of(SyncRequest request) {
        if (request.mode() == Mode.COPY_ONLY) {
            return ofMsrsync(request);
        }
        List<String> words = new ArrayList<>(List.of(request.copies() ? "sync" : "verify"));
        request.processes().ifPresent(number -> add(words, "--processes", number));
        request.items().ifPresent(number -> add(words, "--files", number));
        request.bytes().ifPresent(number -> add(words, "--size", number));
        request.rsyncOptions().ifPresent(text -> words.add("--rsync=" + text));
        add(words, "--verify", request.verify().name().toLowerCase(Locale.ROOT));
        request.excludes().forEach(rule -> words.add((rule.startsWith("+ ") ? "--include=" : "--exclude=") + rule));
        if (request.delete()) {
            words.add("--delete");
        }
        request.deletion().most().ifPresent(limit -> add(words, "--max-delete", limit));
        if (request.deletion().emptySource()) {
            words.add("--allow-empty-source");
        }
        request.access().mounts().forEach(mount -> add(words, "--dest-mount", absolute(mount)));
        request.access().required().forEach(path -> add(words, "--require-mount", absolute(path)));
        if (request.access().trusted()) {
            words.add("--trust-destination");
        }
        if (request.access().engine() == Engine.DIRECT) {
            words.add("--engine=direct");
        }
        addLimits(request.limits(), words);
        if (request.dryRun()) {
            words.add("--dry-run");
        }
        request.files().job().ifPresent(name -> words.add("--job-name=" + name));
        if (request.files().remembered() != RunFiles.REMEMBERED) {
            add(words, "--keep-runs", request.files().remembered());
        }
        add(words, "--state-dir", request.files().directory());
        return withPaths(words, request);
    }

    private static List<String> ofMsrsync(SyncRequest request) {
        List<String> words = new ArrayList<>(List.of("msrsync"));
        request.processes().ifPresent(number -> add(words, "--processes", number));
        request.items().ifPresent(number -> add(words, "--files", number));
        request.bytes().ifPresent(number -> add(words, "--size", number));
        request.rsyncOptions().ifPresent(text -> words.add("--rsync=" + text));
        if (request.dryRun()) {
            words.add("--dry-run");
        }
        return withPaths(words, request);
    }

    private static List<String> withPaths(List<String> words, SyncRequest request) {
        words.add("--");
        request.sources().forEach(source -> words.add(absolute(source)));
        words.add(absolute(request.destination()));
        return List.copyOf(words);
    }

    private static void addLimits(Limits limits, List<String> words) {
        limits.duration().map(Duration::toSeconds).ifPresent(seconds -> add(words, "--max-duration", seconds + "s"));
        limits.kibibytesPerSecond().ifPresent(rate -> add(words, "--bwlimit", rate));
        limits.nice().ifPresent(number -> add(words, "--nice", number));
        limits.ionice().ifPresent(name -> add(words, "--ionice", name));
        limits.stall().map(Duration::toSeconds).ifPresent(seconds -> add(words, "--stall-timeout", seconds + "s"));
        add(words, "--retries", limits.retries());
    }

    private static void add(List<String> words, String option, Object value) {
        words.add(option + "=" + value);
    }

    /** Resolves nothing, because a slash at the end, and a {@code .}, have a meaning. */
    private static String absolute(String path) {
        String here = Path.of("").toAbsolutePath().toString();
        return path.startsWith("/") ? path : (here.equals("/") ? "" : here) + "/" + path;
    }
}
