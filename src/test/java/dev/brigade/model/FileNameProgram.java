package dev.brigade.model;

import dev.brigade.testing.AwkwardNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.zeroturnaround.exec.ProcessExecutor;

/**
 * Makes and finds awkward names in a directory with an umlaut, as this JVM's locale lets it; fails where a byte is
 * lost.
 */
final class FileNameProgram {
    static final String ROOT = "r\u00f6\u00f6t # 100%";

    private FileNameProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path root = FileName.of(ROOT).under(Path.of("").toAbsolutePath());
        Files.createDirectory(root);
        Files.createSymbolicLink(Path.of("relative"), root);
        for (FileName name : AwkwardNames.all()) {
            Path path = name.under(root);
            Files.writeString(path, "");
            expect(Arrays.equals(name.toBytes(), FileName.lastOf(path).toBytes()), "last of " + name);
            expect(FileName.of(FileName.bytesOf(path)).last().equals(name), "bytes of " + name);
        }
        Set<FileName> listed = list(root);
        expect(listed.equals(new HashSet<>(AwkwardNames.all())), "listed " + listed);
        expect(list(Path.of("relative")).equals(listed), "listed by a relative path");
        arguments();
        System.out.println(listed.size() + " names");
    }

    private static Set<FileName> list(Path root) throws IOException {
        Set<FileName> names = new HashSet<>();
        try (var stream = Files.newDirectoryStream(root)) {
            for (Path path : stream) {
                FileName name = FileName.lastOf(path);
                names.add(name);
                expect(Files.exists(name.under(root.toAbsolutePath()), LinkOption.NOFOLLOW_LINKS), "found " + name);
            }
        }
        return names;
    }

    /** Whatever is said to be fit for an argument reaches a child whole. */
    private static void arguments() throws Exception {
        int fit = 0;
        for (FileName name : AwkwardNames.all()) {
            if (name.asArgument().isPresent()) {
                byte[] out = new ProcessExecutor(
                                "printf", "%s", name.asArgument().get())
                        .readOutput(true)
                        .timeout(30, TimeUnit.SECONDS)
                        .execute()
                        .output();
                expect(Arrays.equals(out, name.toBytes()), "argument " + name);
                fit++;
            }
        }
        expect(fit > AwkwardNames.all().size() / 2, "only so many arguments: " + fit);
    }

    private static void expect(boolean fact, String what) {
        if (!fact) {
            throw new AssertionError(what);
        }
    }
}
