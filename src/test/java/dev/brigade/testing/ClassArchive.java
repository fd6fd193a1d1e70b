package dev.brigade.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * An archive of the classes that a small copy loads, below {@code child-jvm} beside the compiled classes, one for each
 * build and class path. The first test that starts a JVM makes it; it saves a third of such a JVM's processor time.
 * Java archives no class of a directory, so the directories of the class path become JAR files. Thread-safe, also among
 * JVMs.
 */
final class ClassArchive {
    private final Path home;
    private final List<String> classPath;

    private ClassArchive(Path home, List<String> classPath) {
        this.home = home;
        this.classPath = classPath;
    }

    /** The options of a JVM with the classes of this class path: the class path alone if nothing can be kept there. */
    static List<String> options(String classPath) throws IOException {
        List<String> elements = Stream.of(classPath.split(":"))
                .filter(element -> Files.exists(Path.of(element)))
                .toList();
        for (String element : elements) {
            Path directory = Path.of(element).toAbsolutePath();
            if (Files.isDirectory(directory) && Files.isWritable(directory.getParent())) {
                Path all = Files.createDirectories(directory.resolveSibling("child-jvm"));
                return new ClassArchive(all.resolve(build(elements)), elements).options();
            }
        }
        return List.of("-cp", classPath);
    }

    /**
     * A name for Java, the class path, and each file with its size and time, in seconds as all file systems keep it.
     */
    private static String build(List<String> classPath) throws IOException {
        StringBuilder build = new StringBuilder(System.getProperty("java.vm.version"));
        for (String element : classPath) {
            try (Stream<Path> files = Files.walk(Path.of(element))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    long seconds = Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
                    build.append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(seconds);
                }
            }
        }
        return UUID.nameUUIDFromBytes(build.toString().getBytes(UTF_8)).toString();
    }

    private List<String> options() throws IOException {
        Path all = home.resolveSibling("lock");
        try (FileChannel lock = FileChannel.open(all, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            String jars = classPath.stream().map(this::jar).collect(joining(":"));
            Path archive = home.resolve("classes.jsa");
            Path made = home.resolve("made");
            if (!Files.exists(made)) {
                make(jars, archive);
                Files.createFile(made);
            }
            return List.of("-XX:SharedArchiveFile=" + archive, "-cp", jars);
        }
    }

    /** The JAR file that stands for a directory of the class path. */
    private String jar(String element) {
        return Files.isDirectory(Path.of(element))
                ? home.resolve(Path.of(element).getFileName() + ".jar").toString()
                : element;
    }

    private void make(String jars, Path archive) throws IOException {
        // What is left of a JVM that was killed here, and of builds of earlier days: other JVMs may use newer ones.
        String old = "rm -rf \"$1\" && find \"${1%/*}\" -mindepth 1 -maxdepth 1 -type d -mtime +0 -exec rm -rf {} +";
        Tools.run("sh", "-c", old, "sh", home.toString());
        Files.createDirectories(home);
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        for (String element : classPath) {
            if (Files.isDirectory(Path.of(element))) {
                int code = tool.run(System.out, System.err, "-c", "-0", "-M", "-f", jar(element), "-C", element, ".");
                if (code != 0) {
                    throw new IOException("jar ended with " + code);
                }
            }
        }
        Path copy = Files.createDirectories(home.resolve("copy"));
        Path source = Files.createDirectories(copy.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        List<String> command = new ArrayList<>(
                ChildJvm.command(jars, "dev.brigade.cli.Main", List.of("-XX:ArchiveClassesAtExit=" + archive)));
        command.addAll(List.of("sync", "--state-dir", copy + "/state", source + "/", copy + "/destination"));
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C.UTF-8");
        Ended ended =
                Child.start(command, copy, environment, Duration.ofMinutes(5)).await();
        if (ended.exit() != 0) {
            throw new IllegalStateException("no archive of classes: " + ended);
        }
    }
}
