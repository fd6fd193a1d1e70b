package dev.brigade.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.brigade.model.FileName;
import dev.brigade.testing.Node.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Makes a tree of {@link Node}s on disk, exactly: names as bytes, in every locale. Content comes first, then hard
 * links, then times, owners and modes from the leaves up, so that read-only directories can have contents. Not
 * thread-safe.
 */
public final class TreeBuilder {
    private static final int CHUNK = 64 * 1024;
    private static final int DATA = 4096;

    private record Placed(FileName name, Node node) {}

    private final Path root;
    private final long seed;
    private final Optional<Owner> owner;
    private final List<Placed> entries = new ArrayList<>();

    private TreeBuilder(Path root, long seed, Optional<Owner> owner) {
        this.root = root;
        this.seed = seed;
        this.owner = owner;
    }

    /** Makes the root, which must not exist or be an empty directory, and all below it. Returns the root. */
    public static Path build(Path root, Node top) {
        return build(root, top, 1, Optional.empty());
    }

    /**
     * As {@link #build(Path, Node)}.
     *
     * @param seed of the random contents
     * @param owner of every entry that names none itself; needs root
     */
    public static Path build(Path root, Node top, long seed, Optional<Owner> owner) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TreeBuilder builder = new TreeBuilder(root, seed, owner);
        builder.place(FileName.ROOT, top);
        builder.make();
        return root;
    }

    /** Adds entries to a tree; what is there stays as it is, but directory times change. */
    public static void add(Path root, Node... nodes) {
        TreeBuilder builder = new TreeBuilder(root, 1, Optional.empty());
        for (Node node : nodes) {
            builder.place(node.name(), node);
        }
        builder.make();
    }

    private void place(FileName name, Node node) {
        entries.add(new Placed(name, node));
        if (node.kind() instanceof Kind.Directory directory) {
            directory.children().forEach(child -> place(name.resolve(child.name()), child));
        }
    }

    private void make() {
        try {
            for (Placed entry : entries) {
                makeInJava(entry.name(), entry.node().kind());
            }
            makeWithTools();
            for (Placed entry : entries) {
                if (entry.node().kind() instanceof Kind.HardLink link) {
                    Files.createLink(path(entry), link.to().under(root));
                }
            }
            setAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeInJava(FileName name, Kind kind) throws IOException {
        Path path = name.under(root);
        if (kind instanceof Kind.Directory && !name.isRoot()) {
            Files.createDirectory(path);
        } else if (kind instanceof Kind.Content content) {
            Files.writeString(path, content.text(), CREATE_NEW);
        } else if (kind instanceof Kind.Noise noise) {
            writeNoise(path, noise.size(), random(name));
        } else if (kind instanceof Kind.Symlink link && javaKeeps(link.target())) {
            Files.createSymbolicLink(path, Path.of(new String(link.target().toBytes(), US_ASCII)));
        } else if (kind instanceof Kind.Socket) {
            makeSocket(path);
        }
    }

    /** Java loses bytes that the locale cannot hold, double slashes and slashes at the end. */
    private static boolean javaKeeps(FileName target) {
        String text = new String(target.toBytes(), US_ASCII);
        return text.chars().allMatch(c -> c < 128) && Path.of(text).toString().equals(text);
    }

    private void makeWithTools() throws IOException {
        Arguments<Kind.Symlink> targets = (e, link) ->
                javaKeeps(link.target()) ? List.of() : List.of(link.target().toBytes(), bytes(e));
        tool(Kind.Symlink.class, 2, targets, "ln", "-sT", "--");
        tool(Kind.Fifo.class, 1, (e, fifo) -> List.of(bytes(e)), "mkfifo", "--");
        Arguments<Kind.Device> numbers = (e, device) ->
                List.of(bytes(e), ascii("" + device.type()), ascii("" + device.major()), ascii("" + device.minor()));
        tool(Kind.Device.class, 4, numbers, "mknod", "--");
        // Only truncate(2) makes a hole at the end of a file.
        Arguments<Kind.Sparse> sizes = (e, sparse) -> List.of(ascii("" + sparse.size()), ascii("--"), bytes(e));
        tool(Kind.Sparse.class, 3, sizes, "truncate", "-s");
        for (Placed entry : entries) {
            if (entry.node().kind() instanceof Kind.Sparse sparse) {
                writeData(path(entry), sparse, random(entry.name()));
            }
        }
    }

    /** What a tool is told about one entry. */
    private interface Arguments<K> {
        List<byte[]> of(Placed entry, K kind);
    }

    private <K extends Kind> void tool(Class<K> type, int perCall, Arguments<K> arguments, String... command) {
        List<byte[]> all = new ArrayList<>();
        for (Placed entry : entries) {
            if (type.isInstance(entry.node().kind())) {
                all.addAll(arguments.of(entry, type.cast(entry.node().kind())));
            }
        }
        Tools.xargs(perCall, all, command);
    }

    private void setAttributes() throws IOException {
        setTimes();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Placed entry = entries.get(i);
            Kind kind = entry.node().kind();
            if (kind instanceof Kind.HardLink) {
                continue;
            }
            Optional<Owner> given = entry.node().owner().or(() -> owner);
            if (given.isPresent()) {
                Files.setAttribute(path(entry), "unix:uid", given.get().uid(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path(entry), "unix:gid", given.get().gid(), LinkOption.NOFOLLOW_LINKS);
            }
            if (!(kind instanceof Kind.Symlink)) {
                int usual = kind instanceof Kind.Directory ? 0755 : 0644;
                Files.setAttribute(path(entry), "unix:mode", entry.node().mode().orElse(usual));
            }
        }
    }

    private void setTimes() throws IOException {
        Map<Instant, List<byte[]>> touched = new LinkedHashMap<>();
        for (Placed entry : entries) {
            Optional<Instant> time = entry.node().mtime();
            if (time.isPresent() && javaSetsTime(entry.node().kind(), time.get())) {
                Files.setLastModifiedTime(path(entry), FileTime.from(time.get()));
            } else if (time.isPresent()) {
                touched.computeIfAbsent(time.get(), any -> new ArrayList<>()).add(bytes(entry));
            }
        }
        List<byte[]> alone = new ArrayList<>();
        touched.forEach((time, paths) -> {
            if (paths.size() == 1) {
                alone.add(ascii("-d" + touchable(time)));
                alone.addAll(paths);
            } else {
                Tools.xargs(100, paths, "touch", "-h", "-d", touchable(time), "--");
            }
        });
        // One xargs for all of them: in a large tree, hundreds have a time of their own.
        Tools.xargs(2, alone, "touch", "-h");
    }

    /** Java turns fractions of a second before 1970 into 1970, rounds symlinks' times, and opens what it dates. */
    private static boolean javaSetsTime(Kind kind, Instant time) {
        boolean opens = kind instanceof Kind.Directory
                || kind instanceof Kind.Content
                || kind instanceof Kind.Noise
                || kind instanceof Kind.Sparse;
        return opens && !time.isBefore(Instant.EPOCH);
    }

    private static String touchable(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        return "@" + seconds.toPlainString();
    }

    private static void writeNoise(Path path, long size, Random random) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, CREATE_NEW, WRITE)) {
            for (long left = size; left > 0; left -= CHUNK) {
                byte[] chunk = new byte[(int) Math.min(left, CHUNK)];
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
    }

    private static void writeData(Path path, Kind.Sparse sparse, Random random) throws IOException {
        try (var channel = Files.newByteChannel(path, WRITE)) {
            for (long offset : sparse.data()) {
                byte[] data = new byte[(int) Math.min(DATA, sparse.size() - offset)];
                random.nextBytes(data);
                writeFully(channel.position(offset), ByteBuffer.wrap(data));
            }
        }
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            channel.write(data);
        }
    }

    /** A socket's address has room for 108 bytes, so it is bound by a short detour and then moved. */
    private void makeSocket(Path path) throws IOException {
        Path detour = Files.createTempDirectory("sk");
        Path shortRoot = Files.createSymbolicLink(detour.resolve("r"), root.toAbsolutePath());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(shortRoot.resolve(".bound")));
            Files.move(root.resolve(".bound"), path);
        } finally {
            Files.delete(shortRoot);
            Files.delete(detour);
        }
    }

    private Random random(FileName name) {
        return new Random(seed * 1_000_003 + name.hashCode());
    }

    private Path path(Placed entry) {
        return entry.name().under(root);
    }

    private byte[] bytes(Placed entry) {
        return FileName.bytesOf(path(entry).toAbsolutePath());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
