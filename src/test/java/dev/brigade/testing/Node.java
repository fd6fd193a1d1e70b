package dev.brigade.testing;

import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a test tree as data, so that a tree reads as what it is:
 *
 * <pre>{@code
 * Node.root(
 *         Node.file("#x", "hello").mode(0600),
 *         Node.dir("-d", Node.symlink("up", ".."), Node.hardLink("again", "#x")).mtime("1969-12-31T23:59:59.5Z"))
 * }</pre>
 *
 * Text names are UTF-8; any other bytes come as a {@link FileName}. An entry without a mode gets 0644, a directory
 * 0755; without a time or an owner it keeps what its making gave it. Immutable.
 *
 * @param name below the parent; it may have several components if their directories exist
 * @param mode permission bits, 0 to 07777
 */
public record Node(FileName name, Kind kind, OptionalInt mode, Optional<Instant> mtime, Optional<Owner> owner) {

    /** What an entry is. */
    sealed interface Kind {
        record Content(String text) implements Kind {}

        record Noise(long size) implements Kind {}

        record Sparse(long size, List<Long> data) implements Kind {}

        record Directory(List<Node> children) implements Kind {}

        record Symlink(FileName target) implements Kind {}

        record HardLink(FileName to) implements Kind {}

        record Fifo() implements Kind {}

        record Socket() implements Kind {}

        record Device(char type, int major, int minor) implements Kind {}
    }

    private static Node of(FileName name, Kind kind) {
        return new Node(name, kind, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    /** The name whose bytes are the characters of the text, each below U+0100. */
    public static FileName raw(String latin1) {
        return FileName.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The tree's root. */
    public static Node root(Node... children) {
        return dir(FileName.ROOT, List.of(children));
    }

    /** A directory with its entries. */
    public static Node dir(String name, Node... children) {
        return dir(FileName.of(name), List.of(children));
    }

    /** A directory with its entries. */
    public static Node dir(FileName name, List<Node> children) {
        return of(name, new Kind.Directory(children));
    }

    /** A file that holds the text in UTF-8. */
    public static Node file(String name, String content) {
        return of(FileName.of(name), new Kind.Content(content));
    }

    /** A file of so many random bytes, which depend on the builder's seed and on the file's path. */
    public static Node file(String name, long size) {
        return file(FileName.of(name), size);
    }

    /** As {@link #file(String, long)}. */
    public static Node file(FileName name, long size) {
        return of(name, new Kind.Noise(size));
    }

    /** A file of {@code size} bytes that is a hole but for 4 KiB of random data at each given offset. */
    public static Node sparse(String name, long size, Long... data) {
        return of(FileName.of(name), new Kind.Sparse(size, List.of(data)));
    }

    /** A symbolic link; name and target are UTF-8. */
    public static Node symlink(String name, String target) {
        return symlink(FileName.of(name), FileName.of(target));
    }

    /** A symbolic link; the target is taken as bytes and need not exist. */
    public static Node symlink(FileName name, FileName target) {
        return of(name, new Kind.Symlink(target));
    }

    /** A further name of an entry that the same build makes or finds; it has no mode, time or owner of its own. */
    public static Node hardLink(String name, String toBelowRoot) {
        return of(FileName.of(name), new Kind.HardLink(FileName.of(toBelowRoot)));
    }

    /** A named pipe. */
    public static Node fifo(String name) {
        return fifo(FileName.of(name));
    }

    /** A named pipe. */
    public static Node fifo(FileName name) {
        return of(name, new Kind.Fifo());
    }

    /** A socket that nobody listens on. */
    public static Node socket(String name) {
        return of(FileName.of(name), new Kind.Socket());
    }

    /** A device node, which only root can make; {@code type} is {@code b} or {@code c}. */
    public static Node device(String name, char type, int major, int minor) {
        return of(FileName.of(name), new Kind.Device(type, major, minor));
    }

    /** The same directory with other children. */
    Node holding(List<Node> children) {
        return new Node(name, new Kind.Directory(children), mode, mtime, owner);
    }

    /** Permission bits, 0 to 07777; what a symbolic link is given is ignored. */
    public Node mode(int bits) {
        return new Node(name, kind, OptionalInt.of(bits), mtime, owner);
    }

    /** Time of the last modification, to the nanosecond. */
    public Node mtime(Instant time) {
        return new Node(name, kind, mode, Optional.of(time), owner);
    }

    /** Time of the last modification in ISO form, such as {@code 1969-12-31T23:59:59.5Z}. */
    public Node mtime(String iso) {
        return mtime(Instant.parse(iso));
    }

    /** Owner and group; needs root. */
    public Node owner(int uid, int gid) {
        return new Node(name, kind, mode, mtime, Optional.of(new Owner(uid, gid)));
    }
}
