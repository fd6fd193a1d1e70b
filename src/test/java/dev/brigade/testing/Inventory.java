package dev.brigade.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that GNU find, stat and sha256sum say about a tree. Names, targets and all else are bytes as Latin-1 text, and
 * none of them went through this project's own code for names; the root's name is the empty text.
 */
public record Inventory(SortedMap<String, Stat> entries) {

    /**
     * One entry.
     *
     * @param type as find's {@code %y}: f, d, l, p, s, b or c
     * @param mtime seconds since 1970 with a fraction, as find prints it (odd before 1970, but one text a time)
     * @param blocks of 512 bytes on disk
     * @param inode device and inode number
     * @param links number of names the inode has, in this tree or not
     * @param target of a symbolic link, else empty
     * @param device numbers of a device node, else empty
     * @param digest of a file's content, else empty
     */
    public record Stat(
            String type,
            String mode,
            String uid,
            String gid,
            long size,
            String mtime,
            long blocks,
            String inode,
            long links,
            String target,
            String device,
            String digest) {

        boolean isFile() {
            return type.equals("f");
        }

        boolean isDirectory() {
            return type.equals("d");
        }
    }

    /** One shell for all, as most tests look at two trees; an empty field ends each part. */
    private static final String SCRIPT = String.join(
            " && printf '\\0' && ",
            "find . \\( -type b -o -type c \\) -exec stat --printf='%n\\0%t:%T\\0' {} +",
            "find . -type f -exec sha256sum -z {} +",
            "find . -printf '%P\\0%y\\0%m\\0%U\\0%G\\0%s\\0%T@\\0%b\\0%D:%i\\0%n\\0%l\\0'");

    private static final int DIGEST_CHARS = 64;

    /** Reads a whole tree; fails if any of it cannot be read. */
    public static Inventory of(Path root) {
        Iterator<String> i = Tools.fields(Tools.inside(root, SCRIPT)).iterator();
        Map<String, String> devices = devices(i);
        Map<String, String> digests = digests(i);
        SortedMap<String, Stat> entries = new TreeMap<>();
        while (i.hasNext()) {
            String name = i.next();
            Stat stat = new Stat(
                    i.next(),
                    i.next(),
                    i.next(),
                    i.next(),
                    Long.parseLong(i.next()),
                    i.next(),
                    Long.parseLong(i.next()),
                    i.next(),
                    Long.parseLong(i.next()),
                    i.next(),
                    devices.getOrDefault("./" + name, ""),
                    digests.getOrDefault("./" + name, ""));
            if (stat.isFile() && stat.digest().isEmpty()) {
                throw new IllegalStateException("no digest of " + name + " below " + root);
            }
            entries.put(name, stat);
        }
        return new Inventory(entries);
    }

    /** The entry of this name; fails if there is none. */
    public Stat entry(String name) {
        Stat stat = entries.get(name);
        if (stat == null) {
            throw new AssertionError("no entry " + name);
        }
        return stat;
    }

    /** The names of all entries below a root, without the root. */
    public static List<String> names(Path root) {
        return Tools.fields(Tools.inside(root, "find . -mindepth 1 -printf '%P\\0'"));
    }

    private static Map<String, String> devices(Iterator<String> fields) {
        Map<String, String> devices = new HashMap<>();
        for (String name = fields.next(); !name.isEmpty(); name = fields.next()) {
            devices.put(name, fields.next());
        }
        return devices;
    }

    /** Each field is the digest in hexadecimal, two characters and the name, which -z leaves unescaped. */
    private static Map<String, String> digests(Iterator<String> fields) {
        Map<String, String> digests = new HashMap<>();
        for (String field = fields.next(); !field.isEmpty(); field = fields.next()) {
            digests.put(field.substring(DIGEST_CHARS + 2), field.substring(0, DIGEST_CHARS));
        }
        return digests;
    }
}
