package dev.brigade.cli;

import dev.brigade.model.Access;
import dev.brigade.model.Deletion;
import dev.brigade.model.Engine;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that sync and verify share. */
final class SyncOptions {
    private static final int MOST_REMEMBERED = 500;

    @Option(
            names = {"-p", "--processes"},
            paramLabel = "N|auto",
            description = "Run N rsync processes at a time (default: auto, as many as help, up to 128).")
    private String processes = "auto";

    @Option(
            names = {"-f", "--files"},
            paramLabel = "N",
            description = "Put N entries into each bucket, the work of one process (default: chosen by speed).")
    private @Nullable String items;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "BYTES",
            description = "Put BYTES of data into each bucket: 500M, 2G (default: chosen by speed).")
    private @Nullable String size;

    @Option(
            names = {"-r", "--rsync"},
            paramLabel = "OPTS",
            description = "Give rsync these options instead of -aH --numeric-ids.")
    private @Nullable String rsync;

    @ArgGroup(multiplicity = "0..*")
    private List<FilterOption> filters = new ArrayList<>();

    @Option(names = "--delete", description = "Delete destination entries that the source does not have.")
    private boolean delete;

    @Option(
            names = "--max-delete",
            paramLabel = "N|N%",
            description = "Delete nothing and fail if more than N entries would be deleted (default: 50%).")
    private @Nullable String maxDelete;

    @Option(
            names = "--allow-empty-source",
            description = "Allow --delete with an empty source, which otherwise may be unmounted.")
    private boolean emptySource;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Change nothing, list what differs.")
    private boolean dryRun;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from FILE, one 'name = value' on a line.")
    @Nullable
    String config;

    @Option(
            names = "--dest-mount",
            paramLabel = "DIR",
            description = "Use another mount of DEST, too, which has it at DIR (repeatable).")
    private List<String> mounts = new ArrayList<>();

    @Option(
            names = "--require-mount",
            paramLabel = "PATH",
            description = "Refuse to run unless PATH is a mount point (repeatable).")
    private List<String> required = new ArrayList<>();

    @Option(
            names = "--trust-destination",
            description = "Skip rsync's check of other users' links in the path of DEST (unsafe).")
    private boolean trusted;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    final StateOptions state = new StateOptions();

    @Option(names = "--job-name", paramLabel = "NAME", description = "Call the job NAME in 'brigade runs' and reports.")
    private @Nullable String job;

    @Option(
            names = "--keep-runs",
            paramLabel = "N",
            description = "Keep the outcomes of the last N runs with these directories (default 20).")
    private @Nullable String remembered;

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC... DEST",
            hideParamSyntax = true,
            description =
                    "Source directories, then the destination. SRC/ means what SRC holds, SRC the directory itself.")
    List<String> paths = new ArrayList<>();

    /** What copies; only some commands let the user choose. */
    Engine engine = Engine.RSYNC;

    /** Whether missing parents of the destination are created, too. */
    boolean parents;

    /** Returns whether a list of patterns comes from standard input. */
    boolean readInput() {
        return filters.stream().anyMatch(FilterOption::readsInput);
    }

    /**
     * Returns the request.
     *
     * @param verify the level as given: quick, checksum or, for sync, none
     */
    SyncRequest toRequest(Mode mode, String verify, RunFiles files) throws RefusedException {
        String name = mode.name().toLowerCase(Locale.ROOT);
        if (paths.size() < 2) {
            throw RefusedException.usage("name a source and a destination: brigade " + name + " SRC... DEST");
        }
        VerifyLevel level = level(verify, mode == Mode.SYNC);
        if (level == VerifyLevel.NONE && (delete || dryRun)) {
            throw RefusedException.usage("--verify none cannot be used with " + (delete ? "--delete" : "--dry-run"));
        }
        if (dryRun && files.earlier() instanceof ResumeMode.StartOver) {
            throw RefusedException.usage("--fresh cannot be used with --dry-run");
        }
        if (mounts.contains("")) {
            throw RefusedException.usage("the path of --dest-mount is empty");
        }
        return new SyncRequest(
                mode,
                List.copyOf(paths.subList(0, paths.size() - 1)),
                paths.get(paths.size() - 1),
                parents,
                new Access(List.copyOf(mounts), trusted, List.copyOf(required), engine),
                processes(),
                items == null ? OptionalLong.empty() : OptionalLong.of(Numbers.count("-f", items, 1)),
                size == null ? OptionalLong.empty() : OptionalLong.of(Numbers.bytes("-s", size)),
                Optional.ofNullable(rsync),
                level,
                FilterOption.patterns(filters),
                deletion(),
                dryRun,
                limits.toLimits(),
                named(files));
    }

    private RunFiles named(RunFiles files) throws RefusedException {
        if (job != null && job.isBlank()) {
            throw RefusedException.usage("the name of --job-name is empty");
        }
        return files.named(
                Optional.ofNullable(job),
                remembered == null
                        ? RunFiles.REMEMBERED
                        : Numbers.between("--keep-runs", remembered, 1, MOST_REMEMBERED));
    }

    private Deletion deletion() throws RefusedException {
        if (!delete && (maxDelete != null || emptySource)) {
            throw RefusedException.usage(
                    (maxDelete != null ? "--max-delete" : "--allow-empty-source") + " needs --delete");
        }
        return new Deletion(
                delete,
                maxDelete == null ? Optional.empty() : Optional.of(Numbers.deleteLimit("--max-delete", maxDelete)),
                emptySource);
    }

    private OptionalInt processes() throws RefusedException {
        return processes.equals("auto") ? OptionalInt.empty() : OptionalInt.of(Numbers.processes(processes));
    }

    private static VerifyLevel level(String given, boolean sync) throws RefusedException {
        for (VerifyLevel level : VerifyLevel.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(given) && (sync || level != VerifyLevel.NONE)) {
                return level;
            }
        }
        throw RefusedException.usage(
                "--verify " + given + " is not a level: " + (sync ? "quick, checksum or none" : "quick or checksum"));
    }
}
