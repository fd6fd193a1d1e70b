package dev.brigade.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.testing.BrigadeProgram;
import dev.brigade.testing.Ended;
import dev.brigade.testing.LeftBehind;
import dev.brigade.testing.Scratch;
import dev.brigade.testing.TreeComparer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source, a destination and a job of the packaged program. {@link #close()} fails if a process is left. */
final class Job implements AutoCloseable {
    static final Path LAUNCHER = Path.of(System.getProperty("brigade.target", "target"))
            .resolve("brigade")
            .toAbsolutePath();
    private static final Pattern SUBMITTED = Pattern.compile("array (\\d+):.*\njob (\\d+):");

    private final Scratch scratch = Scratch.create();

    Path source() {
        return scratch.path().resolve("source");
    }

    Path destination() {
        return scratch.path().resolve("destination");
    }

    Path directory() {
        return scratch.path().resolve("the job");
    }

    /** A file beside. */
    Path beside(String name) {
        return scratch.path().resolve(name);
    }

    Path state() {
        return beside("state");
    }

    void plan(String... options) {
        List<String> words =
                new ArrayList<>(List.of("plan", "--job", directory().toString()));
        words.addAll(List.of(options));
        words.addAll(List.of(source() + "/", destination().toString()));
        assertThat(run(words).exit()).isZero();
    }

    Ended submit(String... words) {
        List<String> all =
                new ArrayList<>(List.of("submit", "--job", directory().toString()));
        all.addAll(List.of(words));
        return run(all);
    }

    /** Submits to the cluster. Returns the numbers of the array and of the job behind it. */
    List<String> submitToSlurm() {
        Ended submitted = submit("slurm", "--cpus", "2", "--memory", "500M");
        assertThat(submitted.exit()).as(submitted.toString()).isZero();
        return numbers(submitted.out());
    }

    /** Returns the numbers of the array and of the job behind it, which a submission printed. */
    static List<String> numbers(String printed) {
        Matcher numbers = SUBMITTED.matcher(printed);
        assertThat(numbers.find()).isTrue();
        return List.of(numbers.group(1), numbers.group(2));
    }

    /** Returns the variables that clients need. */
    Map<String, String> environment() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"), "BRIGADE_STATE_DIR", state().toString());
    }

    private Ended run(List<String> words) {
        return program().run(words.toArray(String[]::new));
    }

    /** The packaged program, with a state directory and a home of this job. */
    BrigadeProgram program() {
        return BrigadeProgram.launcher(LAUNCHER)
                .env("BRIGADE_STATE_DIR", state().toString())
                .env("HOME", scratch.path().toString())
                .env("SLURM_CONF", System.getenv().getOrDefault("SLURM_CONF", ""))
                .timeout(Duration.ofMinutes(5));
    }

    void assertEqualTrees() {
        TreeComparer.assertSame(source(), destination());
        LeftBehind.assertNoTemporaryFiles(source(), destination());
    }

    @Override
    public void close() {
        try {
            LeftBehind.assertNoProcess(scratch.path().toString(), Duration.ofSeconds(10));
        } finally {
            scratch.close();
        }
    }
}
