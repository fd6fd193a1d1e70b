package dev.brigade.cli;

import dev.brigade.model.Access;
import dev.brigade.model.Limits;
import dev.brigade.model.Mode;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RunFiles;
import dev.brigade.model.SyncRequest;
import dev.brigade.model.VerifyLevel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** msrsync's options with msrsync's meanings and defaults; turned into one immutable request. */
final class MsrsyncOptions {
    /** What msrsync gives rsync where it is told nothing. */
    private static final String RSYNC_DEFAULTS = "-aS --numeric-ids";

    @Option(
            names = {"-p", "--processes"},
            paramLabel = "N",
            defaultValue = "1",
            description = "rsync processes at a time (default: 1).")
    private String processes = "1";

    @Option(
            names = {"-f", "--files"},
            paramLabel = "N",
            defaultValue = "1000",
            description = "Entries in a bucket (default: 1000).")
    private String items = "1000";

    @Option(
            names = {"-s", "--size"},
            paramLabel = "N",
            defaultValue = "1G",
            description = "Bytes in a bucket, with K, M, G, T, P, E, Z, Y (default: 1G).")
    private String size = "1G";

    @Option(
            names = {"-b", "--buckets"},
            paramLabel = "DIR",
            description = "Where the run makes a directory for its lists (default: the state directory; with -k,"
                    + " $TMPDIR or /tmp).")
    private @Nullable String buckets;

    @Option(
            names = {"-k", "--keep"},
            description = "Keeps the list of each bucket and what its rsync said.")
    private boolean keep;

    @Option(
            names = {"-j", "--show"},
            description = "Prints where the lists are.")
    boolean show;

    @Option(
            names = {"-P", "--progress"},
            description = "Shows how far it is, again whenever a process ends.")
    boolean progress;

    @Option(names = "--stats", description = "Prints a block of figures at the end.")
    boolean stats;

    @Option(
            names = {"-d", "--dry-run"},
            description = "Crawls and plans, and starts no rsync.")
    private boolean dryRun;

    @Option(
            names = {"-r", "--rsync"},
            paramLabel = "S",
            defaultValue = RSYNC_DEFAULTS,
            description = "rsync options, one string (default: " + RSYNC_DEFAULTS + ").")
    private String rsync = RSYNC_DEFAULTS;

    @Option(
            names = {"-t", "--selftest", "-e", "--bench", "-g", "--benchshm"},
            hidden = true)
    private boolean test;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "Prints the version.")
    boolean version;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli alone.
    private final HelpOption help = new HelpOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "SRC... DEST",
            hideParamSyntax = true,
            description = "Source directories and the destination. SRC/ means the contents, SRC the directory itself.")
    private List<String> paths = new ArrayList<>();

    SyncRequest toRequest(Map<String, String> environment) throws RefusedException {
        if (test) {
            throw RefusedException.usage(
                    "there is no self-test and no benchmark in the program: see 'mvn verify' and src/bench/run"
                            + " in brigade's sources");
        }
        if (paths.size() < 2) {
            throw RefusedException.usage(
                    "a source and a destination are needed: brigade msrsync [options] SRC... DEST");
        }
        return new SyncRequest(
                Mode.COPY_ONLY,
                List.copyOf(paths.subList(0, paths.size() - 1)),
                paths.get(paths.size() - 1),
                false,
                Access.USUAL,
                OptionalInt.of(Numbers.processes(processes)),
                OptionalLong.of(Numbers.count("-f", items, 1)),
                OptionalLong.of(Numbers.bytes("-s", size)),
                Optional.of(rsync),
                VerifyLevel.NONE,
                List.of(),
                false,
                OptionalLong.empty(),
                dryRun,
                Limits.COPY_ONLY,
                files(environment));
    }

    private RunFiles files(Map<String, String> environment) throws RefusedException {
        if (buckets != null) {
            return RunFiles.apart(StateDirectory.given("bucket directory", buckets), keep);
        }
        if (keep) {
            String temporary = environment.getOrDefault("TMPDIR", "");
            return RunFiles.apart(
                    temporary.isEmpty() ? Path.of("/tmp") : StateDirectory.given("temporary directory", temporary),
                    true);
        }
        return RunFiles.in(StateDirectory.standard(environment));
    }
}
