package dev.brigade.rsync;

import dev.brigade.model.EntryFilter;
import dev.brigade.model.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small tree of hostile names, and patterns that have a fair chance to match some of them. */
final class RandomTree {
    private static final int DEPTH = 4;
    private static final byte[] ASCII_NAMES = bytes("aaabbbAB0.*?[]\\!^-: #~\n\t");
    private static final byte[] RAW_NAMES = bytes("aaabbbAB0.*?[]\\!^-: #~\n\t", 0x80, 0xc3, 0xa9, 0xff);
    private static final byte[] PATTERN_BYTES = bytes("aabbAB0.**??[]]\\!^-:///", 0x80, 0xff);
    private static final String[] PIECES = {
        "*",
        "**",
        "***",
        "/",
        "/**",
        "/***",
        "**/",
        "*/",
        "?",
        "[a-b]",
        "[!a]",
        "[^b]",
        "[]]",
        "[!]-]",
        "[[:alpha:]]",
        "[[:punct:]]",
        "[^[:alnum:]]",
        "[[:cntrl:][:space:]]",
        "[[:nope:]]",
        "[[:a]",
        "[a-",
        "[\\]]",
        "[a\\-c]",
        "[--0]",
        "[b-a]",
        "[[-a]",
        "[/]",
        "\\*",
        "\\\\",
        "\\",
        "\\?",
        "\\[",
        "[[:print:]-z]",
        "[!-~]",
        "[a-\\b]",
        "- ",
        "+ ",
        "!"
    };

    private final Path root;
    private final Random random;
    private final byte[] alphabet;
    private final TreeMap<FileName, Boolean> entries = new TreeMap<>();

    /** Makes the tree below an empty directory; raw names hold bytes that are no text. */
    RandomTree(Path root, Random random, boolean raw) throws IOException {
        this.root = root;
        this.random = random;
        this.alphabet = raw ? RAW_NAMES : ASCII_NAMES;
        fill(FileName.ROOT, 0);
    }

    private void fill(FileName directory, int depth) throws IOException {
        int wanted = depth == 0 ? 7 : 1 + random.nextInt(4);
        for (int i = 0; i < wanted; i++) {
            FileName name = directory.resolve(FileName.of(name()));
            boolean isDirectory = depth + 1 < DEPTH && random.nextInt(10) < 5;
            if (entries.putIfAbsent(name, isDirectory) != null) {
                continue;
            }
            if (isDirectory) {
                Files.createDirectory(name.under(root));
                fill(name, depth + 1);
            } else if (random.nextInt(5) == 0) {
                Files.createSymbolicLink(name.under(root), Path.of("."));
            } else {
                Files.createFile(name.under(root));
            }
        }
    }

    private byte[] name() {
        while (true) {
            byte[] name = new byte[1 + random.nextInt(3)];
            for (int i = 0; i < name.length; i++) {
                name[i] = alphabet[random.nextInt(alphabet.length)];
            }
            boolean dots = name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.');
            if (!dots) {
                return name;
            }
        }
    }

    /** A pattern of rsync: a third of them noise, the others made from a name of the tree. */
    byte[] pattern() {
        byte[] pattern = random.nextInt(3) == 0 ? noise() : fromName();
        boolean awkward = false;
        boolean newline = false;
        for (byte b : pattern) {
            awkward |= b < 0;
            newline |= b == '\n';
        }
        // A newline can only be in an argument, and a byte that is no text only in a file.
        return pattern.length == 0 || awkward && newline ? pattern() : pattern;
    }

    private byte[] noise() {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            if (random.nextInt(3) == 0) {
                pattern.writeBytes(workItem());
            } else {
                pattern.write(PATTERN_BYTES[random.nextInt(PATTERN_BYTES.length)]);
            }
        }
        return pattern.toByteArray();
    }

    private byte[] fromName() {
        List<FileName> all = List.copyOf(entries.keySet());
        byte[] name = all.get(random.nextInt(all.size())).toBytes();
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        int start = random.nextBoolean() ? 0 : random.nextInt(name.length);
        if (random.nextInt(3) == 0) {
            pattern.write('/');
        } else if (random.nextInt(5) == 0) {
            pattern.writeBytes(workItem());
        }
        for (int i = start; i < name.length; i++) {
            switch (random.nextInt(14)) {
                case 0 -> pattern.writeBytes(workItem());
                case 1 -> pattern.write('?');
                case 2 -> pattern.writeBytes(new byte[] {'\\', name[i]});
                case 3 -> pattern.writeBytes(new byte[] {'[', name[i], ']'});
                default -> pattern.write(name[i]);
            }
        }
        switch (random.nextInt(6)) {
            case 0 -> pattern.write('/');
            case 1 -> pattern.writeBytes(bytes("/***"));
            case 2 -> pattern.writeBytes(workItem());
            default -> {}
        }
        return pattern.toByteArray();
    }

    private byte[] workItem() {
        return bytes(PIECES[random.nextInt(PIECES.length)]);
    }

    /** What a walk that asks a filter sees, without the root; directories map to true. */
    static TreeMap<FileName, Boolean> walk(Path root, EntryFilter filter) throws IOException {
        TreeMap<FileName, Boolean> seen = new TreeMap<>();
        List<FileName> open = new ArrayList<>(List.of(FileName.ROOT));
        while (!open.isEmpty()) {
            FileName directory = open.remove(open.size() - 1);
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.under(root))) {
                for (Path path : stream) {
                    FileName name = directory.resolve(FileName.lastOf(path));
                    boolean isDirectory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                    if (!filter.excludes(name, isDirectory)) {
                        seen.put(name, isDirectory);
                        if (isDirectory) {
                            open.add(name);
                        }
                    }
                }
            }
        }
        return seen;
    }

    /** The names of all entries. */
    Set<FileName> names() {
        return new TreeSet<>(entries.keySet());
    }

    private static byte[] bytes(String ascii, int... more) {
        byte[] bytes = new byte[ascii.length() + more.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i < ascii.length() ? ascii.charAt(i) : more[i - ascii.length()]);
        }
        return bytes;
    }
}
