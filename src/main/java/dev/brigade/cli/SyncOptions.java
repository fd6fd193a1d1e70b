package dev.brigade.cli;

import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.ResumeMode;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is copied and how; turned into one immutable request. */
final class SyncOptions {
    @Option(
            names = {"-p", "--processes"},
            paramLabel = "N|auto",
            defaultValue = "auto",
            description = "rsync processes at a time (default: auto, as many as bring more, up to 128).")
    private String processes = "auto";

    @Option(
            names = {"-f", "--files"},
            paramLabel = "ITEMS",
            description = "Entries in a bucket (default: learned from what the last ones took).")
    private @Nullable String items;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "BYTES",
            description = "Bytes in a bucket, with K, M, G, T (default: learned likewise).")
    private @Nullable String size;

    @Option(
            names = {"-r", "--rsync"},
            paramLabel = "OPTS",
            description = "rsync options, one string; replaces -aH --numeric-ids, and -S for files from 1 MiB.")
    private @Nullable String rsync;

    @Option(
            names = "--verify",
            paramLabel = "LEVEL",
            defaultValue = "quick",
            description = "What the second phase compares: quick (size, time, attributes), checksum (content), none.")
    private String verify = "quick";

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            description = "Leaves out what matches, as rsync does; may be repeated.")
    private List<String> excludes = new ArrayList<>();

    @Option(names = "--delete", description = "Removes from the destination what the source does not have.")
    private boolean delete;

    @Option(
            names = "--max-delete",
            paramLabel = "N",
            description = "Deletes nothing at all where more than N entries would go.")
    private @Nullable String maxDelete;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Changes nothing, tells what differs.")
    private boolean dryRun;

    @Option(names = "--fresh", description = "Starts over where an unfinished run of the same would be gone on with.")
    private boolean fresh;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Reads settings from a file: 'name = value' lines, long options without their dashes, source and"
                            + " destination. What the command line says counts more.")
    @Nullable
    String config;

    @Mixin
    private final AccessOptions access = new AccessOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final StateOptions state = new StateOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC... DEST",
            hideParamSyntax = true,
            description = "Source directories and the destination. SRC/ means the contents, SRC the directory itself.")
    private List<String> paths = new ArrayList<>();

    SyncRequest toRequest(Mode mode) throws RefusedException {
        boolean copy = mode == Mode.SYNC;
        if (paths.size() < 2) {
            throw RefusedException.usage(
                    "a source and a destination are needed: brigade " + (copy ? "sync" : "verify") + " SRC... DEST");
        }
        VerifyLevel level = level();
        if (level == VerifyLevel.NONE && (!copy || delete || dryRun)) {
            throw RefusedException.usage("--verify none leaves nothing to do for "
                    + (delete ? "--delete" : dryRun ? "--dry-run" : "verify"));
        }
        if (maxDelete != null && !delete) {
            throw RefusedException.usage("--max-delete makes sense only with --delete");
        }
        if (fresh && (!copy || dryRun)) {
            throw RefusedException.usage("--fresh makes sense only where something is copied");
        }
        return new SyncRequest(
                mode,
                List.copyOf(paths.subList(0, paths.size() - 1)),
                paths.get(paths.size() - 1),
                false,
                access.toAccess(),
                processes(),
                items == null ? OptionalLong.empty() : OptionalLong.of(Numbers.count("-f", items, 1)),
                size == null ? OptionalLong.empty() : OptionalLong.of(Numbers.bytes("-s", size)),
                Optional.ofNullable(rsync),
                level,
                List.copyOf(excludes),
                delete,
                maxDelete == null ? OptionalLong.empty() : OptionalLong.of(Numbers.count("--max-delete", maxDelete, 0)),
                dryRun,
                limits.toLimits(),
                fresh ? state.files().with(new ResumeMode.StartOver()) : state.files());
    }

    private OptionalInt processes() throws RefusedException {
        return processes.equals("auto") ? OptionalInt.empty() : OptionalInt.of(Numbers.processes(processes));
    }

    private VerifyLevel level() throws RefusedException {
        for (VerifyLevel level : VerifyLevel.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(verify)) {
                return level;
            }
        }
        throw RefusedException.usage("--verify " + verify + " is not a level: quick, checksum or none");
    }
}
