package dev.brigade.exec;

import dev.brigade.model.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.MessageLoggers;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;
import org.zeroturnaround.exec.stream.PumpStreamHandler;
import org.zeroturnaround.exec.stream.StreamPumper;

/** Starts a command on the calling thread, or reports in one line why it cannot. */
final class Starter {
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    /** "error=2, No such file or directory"; from JDK 25 on "error: 2 (No such file or directory)". */
    private static final Pattern CAUSE = Pattern.compile("error(?:=\\d+, |: \\d+ \\()([^)]+)\\)?\\s*$");

    private Starter() {}

    /** Why there is no process; its message is one line and never holds the environment. */
    static final class NotStartedException extends Exception {
        NotStartedException(String program, String reason) {
            super(program + ": " + reason.lines().findFirst().orElse("cannot be started"));
        }
    }

    /** Starts a command with the variables of an environment and its own, which win. */
    static StartedProcess start(
            ChildSpec spec, Map<String, String> inherited, Isolation isolation, List<LineSplitter> streams)
            throws NotStartedException {
        ProcessExecutor executor = new ProcessExecutor(isolation.around(resolved(spec, inherited)))
                .directory(spec.directory().toFile())
                .redirectErrorStream(false)
                .streams(new Pumps(streams))
                .setMessageLogger(MessageLoggers.NOP) // its messages print the environment
                .environment(changes(inherited))
                .environment(spec.environment());
        try {
            return executor.start();
        } catch (IOException e) {
            // Only the JDK's own message: that of zt-exec holds the environment.
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message = root == e ? "cannot be started" : String.valueOf(root.getMessage());
            Matcher cause = CAUSE.matcher(message);
            throw new NotStartedException(spec.program(), cause.find() ? cause.group(1) : message);
        }
    }

    /** Reads both streams of a child, and closes the splitters at their end. The child's own input is empty. */
    private static final class Pumps extends PumpStreamHandler {
        private static final int BUFFER = 16 * 1024;

        Pumps(List<LineSplitter> streams) {
            super(streams.get(0), streams.get(1));
        }

        @Override
        protected Thread createPump(InputStream from, OutputStream to) {
            return newThread(new StreamPumper(from, to, true, BUFFER, false));
        }
    }

    /**
     * Returns the difference from this process's own environment, to which zt-exec adds; null removes a variable. A
     * value that stays is not named, because it may have lost bytes as text.
     */
    private static Map<String, @Nullable String> changes(Map<String, String> inherited) {
        Map<String, String> own = System.getenv();
        Map<String, @Nullable String> changes = new HashMap<>();
        own.keySet().stream().filter(name -> !inherited.containsKey(name)).forEach(name -> changes.put(name, null));
        inherited.forEach((name, value) -> {
            if (!value.equals(own.get(name))) {
                changes.put(name, value);
            }
        });
        return changes;
    }

    /** Returns the command with its program found; notices what otherwise only setpriv or setsid would notice. */
    private static List<String> resolved(ChildSpec spec, Map<String, String> inherited) throws NotStartedException {
        String program = spec.program();
        if (!isExact(spec.directory())) {
            throw new NotStartedException(program, "the working directory's name cannot be given in this locale");
        }
        if (!Files.isDirectory(spec.directory())) {
            throw new NotStartedException(program, "no working directory " + spec.directory());
        }
        for (String argument : spec.command()) {
            if (!new String(argument.getBytes(NATIVE), NATIVE).equals(argument)) {
                throw new NotStartedException(program, "an argument cannot be given in this locale");
            }
        }
        List<String> command = new ArrayList<>(spec.command());
        command.set(0, locate(spec, inherited));
        return command;
    }

    private static String locate(ChildSpec spec, Map<String, String> inherited) throws NotStartedException {
        String program = spec.program();
        if (program.indexOf('/') < 0) {
            String path = spec.environment().getOrDefault("PATH", Programs.path(inherited));
            return Programs.find(program, path)
                    .map(Path::toString)
                    .orElseThrow(() -> new NotStartedException(program, "not found on PATH"));
        }
        Path file = spec.directory().resolve(program);
        if (!Programs.isProgram(file)) {
            boolean exists = Files.exists(file);
            throw new NotStartedException(program, exists ? "not an executable file" : "No such file or directory");
        }
        return program;
    }

    private static boolean isExact(Path directory) {
        return Arrays.equals(FileName.bytesOf(directory), directory.toString().getBytes(NATIVE));
    }
}
