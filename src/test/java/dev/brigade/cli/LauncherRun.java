package dev.brigade.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.ProcessResult;
import org.zeroturnaround.exec.StartedProcess;

/** The result of a launcher; stdout has one character for each byte. */
record LauncherRun(long pid, int exit, String stdout, String stderr) {
    /** Runs a launcher with nothing in its environment but the given {@code NAME=value} words. */
    static LauncherRun of(List<String> environment, Object... command) throws Exception {
        List<String> words = new ArrayList<>(List.of("env", "-i"));
        words.addAll(environment);
        for (Object word : command) {
            words.add(word.toString());
        }
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        StartedProcess started = new ProcessExecutor(words)
                .readOutput(true)
                .redirectError(stderr)
                .start();
        ProcessResult result = started.getFuture().get();
        return new LauncherRun(
                started.getProcess().pid(),
                result.getExitValue(),
                new String(result.output(), StandardCharsets.ISO_8859_1),
                stderr.toString(StandardCharsets.UTF_8));
    }
}
