package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How tests start a JVM: the same Java, the same classes and the options of the launcher. Thread-safe. */
public final class ChildJvm {
    /** Without them each of some thousand short runs takes half as long again. */
    private static final List<String> AS_LAUNCHED =
            List.of("-XX:+UseSerialGC", "-Xmn16m", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /**
     * As the manifest of the program says it; Java 17 knows nothing of that. Java's own archive does not fit it, which
     * would be said on stdout.
     */
    private static final List<String> NATIVE_ACCESS = Runtime.version().feature() < 22
            ? List.of()
            : List.of("-Xlog:disable", "--enable-native-access=ALL-UNNAMED");

    private ChildJvm() {}

    /** The words of the command but for the arguments of the main class. */
    public static List<String> command(String mainClass, String... jvmOptions) {
        List<String> options = new ArrayList<>(List.of(jvmOptions));
        options.addAll(Shared.CLASSES);
        return command(options, mainClass);
    }

    /** The same with another class path and no archive, for a user who may not read ours. */
    static List<String> command(String classPath, String mainClass, List<String> jvmOptions) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(List.of("-cp", classPath));
        return command(options, mainClass);
    }

    private static List<String> command(List<String> options, String mainClass) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), AS_LAUNCHED, NATIVE_ACCESS, options, List.of(mainClass))
                .flatMap(List::stream)
                .toList();
    }

    private static final class Shared {
        static final List<String> CLASSES = classes();

        private static List<String> classes() {
            try {
                return ClassArchive.options(System.getProperty("java.class.path"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
