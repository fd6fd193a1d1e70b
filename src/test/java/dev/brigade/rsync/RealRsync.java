package dev.brigade.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;

/** Runs the installed rsync in the C locale. */
final class RealRsync {
    /** An rsync that has nothing to do sleeps most of its 40 ms. */
    private static final int THREADS = 8;

    private RealRsync() {}

    /** Runs the cases at once and gives their results in their order; the first failure is thrown. */
    static <T> List<T> inParallel(List<? extends Callable<T>> cases) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : pool.invokeAll(cases)) {
                results.add(done.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The result of one run in a directory; standard error goes the way of standard output. */
    static ProcessResult run(Path directory, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("rsync"));
        command.addAll(arguments);
        return new ProcessExecutor(command)
                .directory(directory.toFile())
                .environment("LC_ALL", "C")
                .redirectInput(new ByteArrayInputStream(new byte[0]))
                .readOutput(true)
                .timeout(60, TimeUnit.SECONDS)
                .execute();
    }

    /** The entries below the root that a dry run into an empty directory would copy. */
    static Set<FileName> copied(Path directory, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-n", "--out-format=%n"));
        all.addAll(arguments);
        ProcessResult result = run(directory, all);
        assertThat(result.getExitValue())
                .as("rsync %s: %s", all, result.outputUTF8())
                .isZero();
        Set<FileName> names = new TreeSet<>();
        String printed = new String(result.output(), StandardCharsets.ISO_8859_1);
        if (!printed.isEmpty()) {
            for (String line : printed.split("\n", -1)) {
                names.add(RsyncText.entry(RsyncText.unescape(line)));
            }
        }
        names.remove(FileName.ROOT);
        return names;
    }
}
