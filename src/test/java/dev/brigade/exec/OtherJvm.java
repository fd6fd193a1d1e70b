package dev.brigade.exec;

import dev.brigade.testing.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeroturnaround.exec.ProcessExecutor;

/** A JVM of its own that runs children: to be killed, or to have its log read. */
final class OtherJvm {
    static final String SECRET = "xyzzy-secret";

    private OtherJvm() {}

    /** A JVM that does this, ready to be started. */
    static ProcessExecutor command(Path directory, String what, String... options) {
        List<String> command = new ArrayList<>(ChildJvm.command(OtherJvm.class.getName(), options));
        command.addAll(List.of(directory.toString(), what));
        return new ProcessExecutor(command).redirectErrorStream(false);
    }

    /** Prints its own pid, then what its children print. */
    public static void main(String[] arguments) throws InterruptedException {
        Path directory = Path.of(arguments[0]);
        Children children = new Children(System.getenv());
        say(Long.toString(ProcessHandle.current().pid()));
        if (arguments[1].equals("log")) {
            Map<String, String> environment = Map.of("RSYNC_PASSWORD", SECRET);
            LineConsumer consumer = (bytes, length) -> say(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            children.run(new ChildSpec(List.of("/bin/sh", "-c", "exit 3"), directory, environment), consumer, consumer);
            children.run(new ChildSpec(List.of("nowhere-to-be-found"), directory, environment), consumer, consumer);
            say(children.run(
                            new ChildSpec(List.of("true", "x".repeat(200_000)), directory, environment),
                            consumer,
                            consumer)
                    .toString());
            children.capture(new ChildSpec(List.of("sleep", "1000"), directory, environment), Duration.ofMillis(100));
            return;
        }
        for (int i = 0; i < 3; i++) {
            ChildSpec spec = Sh.script(directory, arguments[1], Integer.toString(i));
            Thread thread = new Thread(() -> {
                try {
                    children.run(
                            spec,
                            (bytes, length) -> say(new String(bytes, 0, length, StandardCharsets.US_ASCII)),
                            (bytes, length) -> {});
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            thread.start();
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
