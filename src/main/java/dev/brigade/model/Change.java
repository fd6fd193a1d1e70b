package dev.brigade.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something rsync did to an entry of the destination, or would do in a dry run.
 *
 * @param name path below the root of the transfer
 * @param item rsync's itemized code, 11 characters as under {@code -i}, or {@code *deleting}
 * @param bytes size of the entry
 */
public record Change(FileName name, String item, long bytes) {
    private static final int KIND = 0;
    private static final int TYPE = 1;
    private static final int FIRST_ATTRIBUTE = 2;
    private static final String MISSING = "+++++++++";

    /** No code of rsync's; the other name follows. */
    private static final String SAME_NAME = "=          ";

    /** Returns the copy of a file that was missing. */
    public static Change ofNewFile(FileName name, long bytes) {
        return new Change(name, ">f" + MISSING, bytes);
    }

    /** Returns the making of a directory that was missing. */
    public static Change ofNewDirectory(FileName name) {
        return new Change(name, "cd" + MISSING, 0);
    }

    /** Returns the finding that the destination holds two entries of the source under one name. */
    public static Change sameName(FileName name, FileName other) {
        return new Change(name, SAME_NAME + other, 0);
    }

    /** Returns the name that is the same as this one in the destination, if that is what was found. */
    public Optional<FileName> sharedName() {
        return item.startsWith(SAME_NAME)
                ? Optional.of(FileName.of(item.substring(SAME_NAME.length()).getBytes(StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }

    /** Returns whether an extra entry was removed. */
    public boolean isDeletion() {
        return item.charAt(KIND) == '*';
    }

    /** Returns whether only attributes of an existing directory were set. */
    public boolean isDirectoryAttribute() {
        return item.startsWith(".d");
    }

    /** Returns whether only attributes of an existing entry were set. */
    public boolean isAttribute() {
        return item.charAt(KIND) == '.';
    }

    /** Returns whether an existing directory had another time, and no other difference. */
    public boolean isDirectoryTime() {
        return isDirectoryAttribute() && difference().equals("time");
    }

    /** Returns whether the entry is a directory. */
    public boolean isDirectory() {
        return !isDeletion() && item.charAt(TYPE) == 'd';
    }

    /** Returns whether only the mode of a symbolic link differs, which Linux cannot set. */
    public boolean isSymlinkMode() {
        return isSymlink() && !isCreation() && difference().equals("mode");
    }

    /** Returns whether the entry is a regular file. */
    public boolean isFile() {
        return !isDeletion() && item.charAt(TYPE) == 'f';
    }

    /** Returns whether the entry is a symbolic link. */
    public boolean isSymlink() {
        return !isDeletion() && item.charAt(TYPE) == 'L';
    }

    /** Returns whether a file's contents were transferred. */
    public boolean isTransfer() {
        return item.startsWith(">f") || item.startsWith("<f");
    }

    /** Returns whether the entry was missing. */
    public boolean isCreation() {
        return item.length() > FIRST_ATTRIBUTE && item.charAt(FIRST_ATTRIBUTE) == '+';
    }

    /** Returns whether a name becomes a hard link of another one, and rsync does not say whether it was missing. */
    public boolean isLink() {
        return item.charAt(KIND) == 'h' && !isCreation();
    }

    /** Returns the same for an entry that was missing. */
    public Change asCreation() {
        return new Change(name, item.substring(0, FIRST_ATTRIBUTE) + MISSING, bytes);
    }

    /** Returns what differed, in words: {@code missing}, {@code extra}, or what rsync's letters mean. */
    public String difference() {
        if (isDeletion()) {
            return "extra";
        }
        if (isCreation()) {
            return "missing";
        }
        List<String> words = new ArrayList<>();
        for (char letter : item.substring(FIRST_ATTRIBUTE).toCharArray()) {
            String word = switch (letter) {
                case 'c' -> isTransfer() ? "content" : "value";
                case 's' -> "size";
                case 't', 'T' -> "time";
                case 'p' -> "mode";
                case 'o' -> "owner";
                case 'g' -> "group";
                case 'u' -> "atime";
                case 'n' -> "crtime";
                case 'b' -> "atime,crtime";
                case 'a' -> "acl";
                case 'x' -> "xattr";
                default -> "";
            };
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            return item.charAt(KIND) == 'h' ? "link" : "content";
        }
        return String.join(",", words);
    }
}
