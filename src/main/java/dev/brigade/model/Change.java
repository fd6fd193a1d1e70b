package dev.brigade.model;

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

    /** Whether an extra entry was removed. */
    public boolean isDeletion() {
        return item.charAt(KIND) == '*';
    }

    /** Whether only attributes of a directory that was there were set. */
    public boolean isDirectoryAttribute() {
        return item.startsWith(".d");
    }

    /** Whether only attributes of an entry that was there were set. */
    public boolean isAttribute() {
        return item.charAt(KIND) == '.';
    }

    /** Whether a directory that was there had another time, and no other difference. */
    public boolean isDirectoryTime() {
        return isDirectoryAttribute() && difference().equals("time");
    }

    /** Whether the entry is a directory. */
    public boolean isDirectory() {
        return !isDeletion() && item.charAt(TYPE) == 'd';
    }

    /** Whether only the mode of a symbolic link differs, which Linux cannot set. */
    public boolean isSymlinkMode() {
        return isSymlink() && !isCreation() && difference().equals("mode");
    }

    /** Whether the entry is a symbolic link. */
    public boolean isSymlink() {
        return !isDeletion() && item.charAt(TYPE) == 'L';
    }

    /** Whether a file's contents were transferred. */
    public boolean isTransfer() {
        return item.startsWith(">f") || item.startsWith("<f");
    }

    /** Whether the entry was not there before. */
    public boolean isCreation() {
        return item.length() > FIRST_ATTRIBUTE && item.charAt(FIRST_ATTRIBUTE) == '+';
    }

    /** What differed, in words: {@code missing}, {@code extra}, or what rsync's letters stand for. */
    public String difference() {
        if (isDeletion()) {
            return "extra";
        }
        if (isCreation()) {
            return "missing";
        }
        StringBuilder words = new StringBuilder();
        for (int i = FIRST_ATTRIBUTE; i < item.length(); i++) {
            String word = switch (item.charAt(i)) {
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
                words.append(words.isEmpty() ? "" : ",").append(word);
            }
        }
        if (words.isEmpty()) {
            return item.charAt(KIND) == 'h' ? "link" : "content";
        }
        return words.toString();
    }
}
