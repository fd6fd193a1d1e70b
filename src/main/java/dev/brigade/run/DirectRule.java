package dev.brigade.run;

import dev.brigade.rsync.OptionEffect;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncCommand.Setting;
import dev.brigade.rsync.RsyncOptions;

/**
 * What the direct engine copies of a file, besides content, mode and time.
 *
 * @param root whether brigade runs as root
 * @param owners whether it sets owners
 * @param groups whether it sets groups
 * @param attributes whether files with extended attributes are left to rsync, which copies those
 * @param sync whether each file is on the storage before the next one
 * @param exclusive whether a file that exists is an error; NFS 4 asks a call more for it
 */
record DirectRule(boolean root, boolean owners, boolean groups, boolean attributes, boolean sync, boolean exclusive) {
    /**
     * Returns the rule that rsync's options make.
     *
     * @param remote whether the destination is on a network file system
     */
    static DirectRule of(RsyncCommand command, boolean remote) {
        RsyncOptions options = command.options();
        boolean root = command.settings().contains(Setting.ROOT);
        return new DirectRule(
                root,
                root && options.has(OptionEffect.OWNERS),
                options.has(OptionEffect.GROUPS),
                options.has(OptionEffect.ACLS) || options.has(OptionEffect.XATTRS),
                options.has(OptionEffect.FSYNC),
                !remote);
    }
}
