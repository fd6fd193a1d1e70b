package dev.brigade.testing;

import dev.brigade.cli.InProcess;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program as its users run it, with an environment of its own: a child process, or in this JVM if that is the same.
 * The environment holds PATH, JAVA_HOME (this JVM's) and LC_ALL=C.UTF-8 unless the test says otherwise. The methods
 * that change it return this object. Not thread-safe, but {@link #start} may be called often.
 *
 * <p>Arguments are text: what this JVM's own locale cannot hold must not be among them.
 */
public final class BrigadeProgram {
    private static final String MAIN = "dev.brigade.cli.Main";

    private final @Nullable Path launcher;
    private final String mainClass;
    private final List<String> jvmOptions = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path directory = Path.of("").toAbsolutePath();
    private Duration timeout = Duration.ofMinutes(5);
    private @Nullable OtherUser user;

    private BrigadeProgram(@Nullable Path launcher, String mainClass) {
        this.launcher = launcher;
        this.mainClass = mainClass;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** The main class on this JVM's class path, run by the same Java. */
    public static BrigadeProgram onClassPath() {
        return onClassPath(MAIN);
    }

    /** Another main class on this JVM's class path, which may be a test's own. */
    public static BrigadeProgram onClassPath(String mainClass) {
        return new BrigadeProgram(null, mainClass);
    }

    /** An executable file, such as {@code target/brigade}. */
    public static BrigadeProgram launcher(Path executable) {
        return new BrigadeProgram(executable.toAbsolutePath(), MAIN);
    }

    /** Sets one variable of the environment. */
    public BrigadeProgram env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets LC_ALL: {@code C}, {@code C.UTF-8}. */
    public BrigadeProgram locale(String locale) {
        return env("LC_ALL", locale);
    }

    /** Takes all locale variables away, as under cron. */
    public BrigadeProgram withoutLocale() {
        environment.remove("LC_ALL");
        return this;
    }

    /** Puts the fake rsync first on the PATH. */
    public BrigadeProgram with(FakeRsync rsync) {
        return env("PATH", rsync.path());
    }

    /** Options of the JVM, such as {@code -Xmx256m}; for a launcher they go into BRIGADE_JAVA_OPTS. */
    public BrigadeProgram jvm(String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    /** The working directory; this JVM's by default. */
    public BrigadeProgram in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** Runs it as another user. */
    public BrigadeProgram as(OtherUser otherUser) {
        user = otherUser;
        return this;
    }

    /** How long {@link #run} and {@link Child#await} wait; five minutes by default. */
    public BrigadeProgram timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    /**
     * Runs it to its end: in this JVM if that cannot be told from a process of its own, which starts in a third of a
     * second of processor time.
     */
    public Ended run(String... arguments) {
        return isAloneNeeded(arguments) ? runAlone(arguments) : runHere(arguments);
    }

    /** Runs it to its end in a process of its own. */
    public Ended runAlone(String... arguments) {
        return start(arguments).await();
    }

    /** Whether it needs a JVM of its own: another user, locale or working directory, or a log at another level. */
    private boolean isAloneNeeded(String... arguments) {
        boolean another = launcher != null || user != null || !jvmOptions.isEmpty() || !InProcess.knows(mainClass);
        boolean namesPaths =
                arguments.length > 1 && !List.of("runs", "resume", "help").contains(arguments[0]);
        boolean moved = namesPaths
                && !directory.equals(Path.of("").toAbsolutePath())
                && (Stream.of(arguments).anyMatch(this::isHere) || isNewPath(arguments));
        return another
                || moved
                || !"C.UTF-8".equals(environment.get("LC_ALL"))
                || Stream.of(arguments).anyMatch(word -> word.equals("--debug"));
    }

    /** Whether a word may be a path below the working directory, which a JVM cannot change. */
    private boolean isHere(String word) {
        String value = word.startsWith("--") ? word.substring(word.indexOf('=') + 1) : word;
        return isRelative(value) && (value.contains("/") || Files.exists(directory.resolve(value)));
    }

    /** Whether the last word may be a relative path that is not there yet; these commands take no path as operand. */
    private static boolean isNewPath(String... arguments) {
        return !List.of("work", "finish", "submit").contains(arguments[0])
                && isRelative(arguments[arguments.length - 1]);
    }

    private static boolean isRelative(String word) {
        return !word.isEmpty() && !word.startsWith("/") && !word.startsWith("-");
    }

    private Ended runHere(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        // A thread of its own, as the main thread is: the kernel ends rsync processes with the thread that began them.
        Thread main = new Thread(
                () -> exit.complete(InProcess.run(mainClass, arguments, environment, out, err)), "main of brigade");
        main.start();
        try {
            int code = exit.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Ended(code, out.toByteArray(), err.toByteArray());
        } catch (TimeoutException e) {
            AssertionError failure = new AssertionError("still running after " + timeout + ": " + err, e);
            failure.setStackTrace(main.getStackTrace());
            throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it; the child's pid is the JVM's, or the launcher's if that does not {@code exec}. */
    public Child start(String... arguments) {
        List<String> command = new ArrayList<>(user == null ? List.of() : user.prefix());
        Map<String, String> all = new LinkedHashMap<>(environment);
        if (launcher != null) {
            command.add(launcher.toString());
            if (!jvmOptions.isEmpty()) {
                all.put("BRIGADE_JAVA_OPTS", String.join(" ", jvmOptions));
            }
        } else {
            command.addAll(
                    user == null
                            ? ChildJvm.command(mainClass, jvmOptions.toArray(String[]::new))
                            : ChildJvm.command(user.classPath(), mainClass, jvmOptions));
        }
        command.addAll(List.of(arguments));
        return Child.start(command, directory, all, timeout);
    }
}
