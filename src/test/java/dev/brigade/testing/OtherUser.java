package dev.brigade.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A user that is not root, with a directory of its own: {@code nobody} where this JVM runs as root, else the user it
 * runs as, so that a test "as another user" always runs. Closing removes the directory. Not thread-safe.
 */
public final class OtherUser implements AutoCloseable {
    private static final Owner NOBODY = new Owner(65534, 65534);

    private final Owner owner;
    private final List<String> prefix;
    private final Scratch scratch;

    private OtherUser(Owner owner, List<String> prefix, Scratch scratch) {
        this.owner = owner;
        this.prefix = prefix;
        this.scratch = scratch;
    }

    /** Finds the user and makes its directory; fails if commands cannot be run as that user there. */
    public static OtherUser create() {
        Owner self = Owner.ofThisProcess();
        if (!self.isRoot()) {
            return new OtherUser(self, List.of(), Scratch.create());
        }
        String uid = String.valueOf(NOBODY.uid());
        String gid = String.valueOf(NOBODY.gid());
        List<String> prefix = List.of("setpriv", "--reuid", uid, "--regid", gid, "--clear-groups");
        OtherUser user = new OtherUser(NOBODY, prefix, Scratch.create());
        user.own(user.directory());
        Ended probe = user.run("touch", user.directory().resolve("probe").toString());
        if (probe.exit() != 0) {
            user.close();
            throw new IllegalStateException("cannot run commands as uid " + uid + ": " + probe);
        }
        return user;
    }

    /** Its uid and gid. */
    public Owner owner() {
        return owner;
    }

    /** Its directory, mode 0755, which it owns. */
    public Path directory() {
        return scratch.path();
    }

    /** What goes before a command to run it as this user; nothing if this JVM does already. */
    public List<String> prefix() {
        return prefix;
    }

    /** Gives one file or directory to this user. */
    public void own(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", owner.uid());
            Files.setAttribute(path, "unix:gid", owner.gid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command as this user in its directory, with a PATH and the C locale, at most five minutes. */
    public Ended run(String... command) {
        return start(command).await();
    }

    /** As {@link #run}, but does not wait for the end. */
    public Child start(String... command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        Map<String, String> environment = Map.of("PATH", System.getenv("PATH"), "LC_ALL", "C");
        return Child.start(line, directory(), environment, Duration.ofMinutes(5));
    }

    /** This JVM's class path in a form that this user can read. */
    String classPath() {
        return prefix.isEmpty() ? System.getProperty("java.class.path") : ReadableClassPath.TEXT;
    }

    /** Files in a closed home directory are copied once for all users, and removed when this JVM ends. */
    private static final class ReadableClassPath {
        static final String TEXT = readable();

        private static String readable() {
            Scratch copies = Scratch.create();
            Runtime.getRuntime().addShutdownHook(new Thread(copies::close));
            List<String> elements = new ArrayList<>();
            try {
                for (String element :
                        List.of(System.getProperty("java.class.path").split(":", -1))) {
                    Path path = Path.of(element).toAbsolutePath();
                    boolean copy = Files.exists(path) && !everyoneReads(path);
                    elements.add((copy ? copied(path, copies.path()) : path).toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return String.join(":", elements);
        }

        private static boolean everyoneReads(Path path) throws IOException {
            return Scratch.everyoneReaches(path.resolve(".."))
                    && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        }

        private static Path copied(Path path, Path copies) {
            Path copy = copies.resolve(Integer.toHexString(path.hashCode()) + "-" + path.getFileName());
            Tools.run("cp", "-rT", path.toString(), copy.toString());
            return copy;
        }
    }

    @Override
    public void close() {
        scratch.close();
    }
}
