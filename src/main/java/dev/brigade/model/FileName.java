package dev.brigade.model;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The path of an entry below a root, as the bytes the kernel knows it by: components separated by {@code /}, no leading
 * {@code ./}, no trailing slash. The root itself is the empty name. Its identity is its bytes; how it is shown is
 * {@code dev.brigade.format.Names}'s affair. Immutable and thread-safe; ordered by unsigned bytes.
 */
public final class FileName implements Comparable<FileName> {
    /** The root itself: no component at all. */
    public static final FileName ROOT = new FileName(new byte[0]);

    /** The encoding in which the JVM hands paths and arguments to the kernel. */
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final char REPLACEMENT = '\uFFFD';
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the bytes as they are; the array is copied. */
    public static FileName of(byte[] bytes) {
        return bytes.length == 0 ? ROOT : new FileName(bytes.clone());
    }

    /** The name of the given part of an array; the bytes are copied. */
    public static FileName of(byte[] bytes, int from, int to) {
        return from == to ? ROOT : new FileName(Arrays.copyOfRange(bytes, from, to));
    }

    /** The name whose UTF-8 form is the text. */
    public static FileName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All bytes of a path, absolute or not, exactly as the kernel gave them, in every locale. */
    public static byte[] bytesOf(Path path) {
        String text = path.toString();
        return isExact(text) ? text.getBytes(StandardCharsets.UTF_8) : bytesFromUri(path);
    }

    /** Whether decoding cannot have lost a byte of the name. */
    private static boolean isExact(String text) {
        return isAscii(text) || (NATIVE.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT) < 0);
    }

    private static byte[] bytesFromUri(Path path) {
        // Only the URI form keeps bytes that the locale cannot hold; it costs a stat, so it is the last resort.
        byte[] absolute = percentDecoded(path.toUri().getRawPath());
        int end = absolute.length > 1 && absolute[absolute.length - 1] == '/' ? absolute.length - 1 : absolute.length;
        if (path.isAbsolute()) {
            return Arrays.copyOf(absolute, end);
        }
        int start = end;
        for (int components = path.getNameCount(); components > 0; components--) {
            start = lastSlash(absolute, start);
        }
        return Arrays.copyOfRange(absolute, start + 1, end);
    }

    /** The last component of a path that came from a directory listing. */
    public static FileName lastOf(Path path) {
        // A crawl asks for every entry: the path itself would first take apart all its components.
        String text = path.toString();
        String last = text.substring(text.lastIndexOf('/') + 1);
        byte[] bytes = last.getBytes(StandardCharsets.UTF_8);
        boolean ascii = bytes.length == last.length();
        if (ascii || isExact(last)) {
            return bytes.length == 0 ? ROOT : new FileName(bytes);
        }
        byte[] all = bytesOf(path);
        return of(all, lastSlash(all, all.length) + 1, all.length);
    }

    /** The entry of this name below a root; exact in every locale. */
    public Path under(Path root) {
        if (bytes.length == 0) {
            return root;
        }
        if (isAscii()) {
            return root.resolve(new String(bytes, StandardCharsets.US_ASCII));
        }
        return Path.of(URI.create("file://" + percentEncoded(bytesOf(root)) + "/" + percentEncoded(bytes)));
    }

    /** The name of a path below a root, if it lies there; both absolute and real. */
    public static Optional<FileName> below(Path root, Path path) {
        byte[] whole = bytesOf(path);
        byte[] above = bytesOf(root);
        int from = above.length == 1 ? 1 : above.length + 1;
        boolean inside = whole.length > from && path.startsWith(root);
        return inside ? Optional.of(of(whole, from, whole.length)) : Optional.empty();
    }

    /** This name with a further one below it; either may be the root. */
    public FileName resolve(FileName child) {
        if (bytes.length == 0) {
            return child;
        }
        if (child.bytes.length == 0) {
            return this;
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + child.bytes.length);
        joined[bytes.length] = '/';
        System.arraycopy(child.bytes, 0, joined, bytes.length + 1, child.bytes.length);
        return new FileName(joined);
    }

    /** These bytes followed by others. */
    public FileName append(byte[] more) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, joined, bytes.length, more.length);
        return new FileName(joined);
    }

    /** Whether this is the given directory or lies below it. */
    public boolean isWithin(FileName directory) {
        int n = directory.bytes.length;
        if (n == 0 || equals(directory)) {
            return true;
        }
        return bytes.length > n && bytes[n] == '/' && Arrays.equals(bytes, 0, n, directory.bytes, 0, n);
    }

    /** The directory that holds this entry; the root's parent is the root. */
    public FileName parent() {
        int slash = lastSlash(bytes, bytes.length);
        return slash < 0 ? ROOT : of(bytes, 0, slash);
    }

    /** The last component; the root's is the root. */
    public FileName last() {
        return of(bytes, lastSlash(bytes, bytes.length) + 1, bytes.length);
    }

    /** Whether this is the root. */
    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** Length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Copies the bytes into a buffer. */
    public void copyTo(ByteBuffer target) {
        target.put(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The name as text that a child process can be given as an argument without losing a byte, if there is one. */
    public Optional<String> asArgument() {
        if (isAscii()) {
            return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
        String text = new String(bytes, NATIVE);
        return text.indexOf(REPLACEMENT) < 0 && Arrays.equals(text.getBytes(NATIVE), bytes)
                ? Optional.of(text)
                : Optional.empty();
    }

    private boolean isAscii() {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int lastSlash(byte[] bytes, int before) {
        int i = before - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    private static byte[] percentDecoded(String raw) {
        byte[] out = new byte[raw.length()];
        int n = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                out[n++] = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
                i += 2;
            } else {
                out[n++] = (byte) c;
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static String percentEncoded(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            boolean plain = Character.isLetterOrDigit(b) || b == '/'; // A negative byte is neither.
            if (plain) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
            }
        }
        return out.toString();
    }

    @Override
    public int compareTo(FileName other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns one character for each byte (Latin-1). For people, the format room escapes names. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
