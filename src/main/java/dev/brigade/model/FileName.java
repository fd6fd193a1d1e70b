package dev.brigade.model;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of an entry below a root, as the kernel's bytes: components separated by {@code /}, no leading {@code ./},
 * no trailing slash. The root itself is the empty name. Names are equal if their bytes are;
 * {@code dev.brigade.format.Names} shows them. Immutable and thread-safe; ordered by unsigned bytes.
 */
public final class FileName implements Comparable<FileName> {
    /** The root itself, which has no component. */
    public static final FileName ROOT = new FileName(new byte[0]);

    /** The encoding in which the JVM gives paths and arguments to the kernel. */
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");

    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the name of these bytes; the array is copied. */
    public static FileName of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Returns the name of a part of an array; the bytes are copied. */
    public static FileName of(byte[] bytes, int from, int to) {
        return from == to ? ROOT : new FileName(Arrays.copyOfRange(bytes, from, to));
    }

    /** Returns the name whose UTF-8 form is the text. */
    public static FileName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns all bytes of a path, absolute or not, exactly as the kernel gave them, in every locale. */
    public static byte[] bytesOf(Path path) {
        byte[] exact = exact(path.toString());
        return exact == null ? bytesFromUri(path) : exact;
    }

    /** Returns a name's bytes, or null if decoding may have lost some. */
    private static byte @Nullable [] exact(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        boolean isAscii = utf8.length == text.length();
        return isAscii || (NATIVE.equals(StandardCharsets.UTF_8) && text.indexOf(REPLACEMENT) < 0) ? utf8 : null;
    }

    /** Only the URI keeps bytes that the locale cannot hold; it costs a stat, so it is the last resort. */
    private static byte[] bytesFromUri(Path path) {
        byte[] absolute = ESCAPED.matcher(path.toUri().getRawPath())
                .replaceAll(byteOf ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(byteOf.group(1), 16))))
                .getBytes(StandardCharsets.ISO_8859_1);
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

    /** Returns the last component of a path. */
    public static FileName lastOf(Path path) {
        // A crawl asks for every entry: Path.getFileName would first parse all components.
        String text = path.toString();
        byte[] last = exact(text.substring(text.lastIndexOf('/') + 1));
        if (last != null) {
            return last.length == 0 ? ROOT : new FileName(last);
        }
        byte[] all = bytesOf(path);
        return of(all, lastSlash(all, all.length) + 1, all.length);
    }

    /** Returns the path of this entry below a root; exact in every locale. */
    public Path under(Path root) {
        if (bytes.length == 0) {
            return root;
        }
        if (isAscii()) {
            return root.resolve(new String(bytes, StandardCharsets.US_ASCII));
        }
        return Path.of(URI.create("file://" + percentEncoded(bytesOf(root)) + "/" + percentEncoded(bytes)));
    }

    /** Returns the name of a path below a root, or empty if it is not there; both are absolute and real. */
    public static Optional<FileName> below(Path root, Path path) {
        byte[] whole = bytesOf(path);
        byte[] above = bytesOf(root);
        int from = above.length == 1 ? 1 : above.length + 1;
        boolean inside = whole.length > from && path.startsWith(root);
        return inside ? Optional.of(of(whole, from, whole.length)) : Optional.empty();
    }

    /** Returns the name of an entry below this one; either may be the root. */
    public FileName resolve(FileName child) {
        if (bytes.length == 0) {
            return child;
        }
        return child.bytes.length == 0 ? this : append(new byte[] {'/'}).append(child.bytes);
    }

    /** Returns these bytes followed by others. */
    public FileName append(byte[] more) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, joined, bytes.length, more.length);
        return new FileName(joined);
    }

    /** Returns whether this is the given directory or lies below it. */
    public boolean isWithin(FileName directory) {
        int n = directory.bytes.length;
        boolean begins = bytes.length >= n && Arrays.equals(bytes, 0, n, directory.bytes, 0, n);
        return begins && (n == 0 || bytes.length == n || bytes[n] == '/');
    }

    /** Returns the directory that holds this entry; the root's parent is the root. */
    public FileName parent() {
        return of(bytes, 0, Math.max(0, lastSlash(bytes, bytes.length)));
    }

    /** Returns the components, from the top on; the root has none. */
    public List<FileName> components() {
        List<FileName> all = new ArrayList<>();
        for (int start = 0, end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '/') {
                if (end > start) {
                    all.add(of(bytes, start, end));
                }
                start = end + 1;
            }
        }
        return all;
    }

    /** Returns the last component; the root's is the root. */
    public FileName last() {
        return of(bytes, lastSlash(bytes, bytes.length) + 1, bytes.length);
    }

    /** Returns whether this is the root. */
    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** Returns the length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** Copies the bytes into a buffer. */
    public void copyTo(ByteBuffer target) {
        target.put(bytes);
    }

    /** Returns a copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Returns text that reaches a child process as exactly these bytes, or empty if there is none. */
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

    private static int lastSlash(byte[] bytes, int before) {
        int i = before - 1;
        while (i >= 0 && bytes[i] != '/') {
            i--;
        }
        return i;
    }

    private static String percentEncoded(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            boolean plain = Character.isLetterOrDigit(b) || b == '/'; // A negative byte is neither.
            out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
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
