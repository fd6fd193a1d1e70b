package dev.brigade.rsync;

import dev.brigade.model.Problem.Cause;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A system call that failed in rsync: what it means to people and to the run. Pure.
 *
 * @param who rsync's process: sender, generator or receiver; empty if it did not say
 * @param call what rsync says it did: {@code mkstemp}, {@code failed to set times on}
 * @param attribute the extended attribute that it did it with, or empty
 * @param error the system's reason with its number: {@code Permission denied (13)}
 */
record FailedCall(String who, String call, String attribute, String error) {
    private static final Pattern ERROR = Pattern.compile("^(.*) \\((\\d{1,3})\\)$", Pattern.DOTALL);

    /** The meaning of calls that begin with some words; %1$s stands for where it happened, %2$s for the side. */
    private record Meaning(String beginning, String text) {}

    private static final String READ = "%2$snot readable";
    private static final String CREATE = "cannot be created in the destination";
    private static final String WRITE = "cannot be written in the destination";
    private static final String MODE = "its mode cannot be set in the destination";
    private static final String SET_ACL = "its ACL cannot be set in the destination";
    private static final String SET_ATTRIBUTE = "its extended attribute cannot be set in the destination";
    private static final String READ_ATTRIBUTE = "its extended attributes cannot be read%1$s";
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("send_files", READ),
            new Meaning("read", READ),
            new Meaning("opendir", READ),
            new Meaning("change_dir", READ),
            new Meaning("link_stat", READ),
            new Meaning("failed to open", READ),
            new Meaning("failed to stat", READ),
            new Meaning("failed to re-stat", READ),
            new Meaning("recv_generator: failed to stat", READ),
            new Meaning("fstat", READ),
            new Meaning("recv_generator: mkdir", CREATE),
            new Meaning("mkstemp", CREATE),
            new Meaning("symlink", CREATE),
            new Meaning("mknod", CREATE),
            new Meaning("open", WRITE),
            new Meaning("write", WRITE),
            new Meaning("close", WRITE),
            new Meaning("ftruncate", WRITE),
            new Meaning("fsync", WRITE),
            new Meaning("link", "cannot be made a hard link in the destination"),
            new Meaning("rename", "its new copy cannot take its place in the destination"),
            new Meaning("delete_file", "cannot be deleted in the destination"),
            new Meaning("failed to set times", "its time cannot be set in the destination"),
            new Meaning("failed to set permissions", MODE),
            new Meaning("failed to modify permissions", MODE),
            new Meaning("chown", "its owner cannot be set in the destination"),
            new Meaning("chgrp", "its group cannot be set in the destination"),
            new Meaning("set_acl", SET_ACL),
            new Meaning("get_acl", "its ACL cannot be read%1$s"),
            new Meaning("rsync_xal_set", SET_ATTRIBUTE),
            new Meaning("copy_xattrs", SET_ATTRIBUTE),
            new Meaning("set_xattr_acl", SET_ATTRIBUTE),
            new Meaning("failed to write xattr", SET_ATTRIBUTE),
            new Meaning("get_xattr", READ_ATTRIBUTE),
            new Meaning("failed to read xattr", READ_ATTRIBUTE),
            new Meaning("failed to re-read xattr", READ_ATTRIBUTE));

    /** Returns one line for people: what failed, on which side, and the system's reason. */
    String reason() {
        String side = isSender() ? "source" : who.isEmpty() ? "" : "destination";
        String there = side.isEmpty() ? "" : " in the " + side;
        String what = MEANINGS.stream()
                .filter(meaning -> call.startsWith(meaning.beginning))
                .findFirst()
                .map(meaning -> String.format(meaning.text, there, side.isEmpty() ? "" : side + " "))
                .orElse("rsync failed" + there + " at '" + call + "'");
        Matcher error = ERROR.matcher(this.error);
        return (attribute.isEmpty() ? what : what.replace("attribute ", "attribute " + attribute + " ")) + ": "
                + (error.matches() ? error.group(1) : this.error);
    }

    /**
     * Returns how the run reacts. The call decides, not the error alone: if one attribute or ACL is too large for its
     * file system, the system reports the same error as if the disk were full.
     */
    Cause cause() {
        Matcher matcher = ERROR.matcher(error);
        return switch (matcher.matches() ? matcher.group(2) : "") {
            // ENOSPC, EDQUOT
            case "28", "122" -> isAboutAttributes() ? Cause.LASTING : Cause.NO_SPACE;
            // EPERM, EINVAL
            case "1", "22" -> isOwnership() ? Cause.OWNER_REFUSED : Cause.LASTING;
            // EIO, ETIMEDOUT, ESTALE: a bad disk or a deleted directory may answer so too
            case "5", "110", "116" -> Cause.STORAGE;
            // EINTR, EAGAIN, ENOMEM, EBUSY, ENFILE, EMFILE, ETXTBSY, ENOLCK, EREMOTEIO; ENOENT: its directory is made
            case "2", "4", "11", "12", "16", "23", "24", "26", "37", "121" -> Cause.TEMPORARY;
            default -> Cause.LASTING;
        };
    }

    private boolean isOwnership() {
        return call.equals("chown") || call.equals("chgrp");
    }

    private boolean isAboutAttributes() {
        return call.contains("xattr") || call.contains("xal") || call.contains("acl");
    }

    /** Whether the entry does not exist in the source any more. */
    boolean isGone() {
        return isSender() && error.equals("No such file or directory (2)");
    }

    private boolean isSender() {
        return who.equals("sender");
    }
}
