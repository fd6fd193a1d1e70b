package dev.brigade.run;

import dev.brigade.manifest.KeySet;
import dev.brigade.model.FileName;
import dev.brigade.posix.Errno;
import dev.brigade.posix.Posix;
import dev.brigade.posix.PosixException;
import dev.brigade.posix.Stat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * The directories of the destination that this run has made. They have the mode 0700 until phase 2, so nobody else can
 * put a name into them. A destination that was empty counts if others may not write there. Thread-safe.
 */
final class OwnDirectories {
    /** 16 million directories take 256 MiB; rsync copies into all further ones. */
    private static final int MOST = 1 << 24;

    private static final int MODE = 0700;
    private static final int OTHERS_WRITE = 022;
    private static final int LOCKS = 256;

    private final KeySet made = new KeySet(MOST);
    private final Object[] locks = new Object[LOCKS];
    private final byte[] salt = new SecureRandom().generateSeed(Long.BYTES);
    private final boolean rootIsNew;

    /**
     * Begins without a directory.
     *
     * @param rootIsNew whether the destination was missing or empty when the run began, so that it counts, too
     */
    OwnDirectories(boolean rootIsNew) {
        this.rootIsNew = rootIsNew;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * Makes a directory if there is no entry of its name; returns whether the run has made it, now or before.
     *
     * @param heard learns of it if it is made now
     */
    boolean make(Posix posix, int parent, byte[] component, FileName name, Consumer<FileName> heard)
            throws PosixException {
        long key = key(name);
        return isOwn(key) || create(posix, parent, component, name, key, heard);
    }

    /** Asks the storage in any case: another mount may not know yet that there is an entry. */
    private boolean create(Posix posix, int parent, byte[] component, FileName name, long key, Consumer<FileName> heard)
            throws PosixException {
        synchronized (lock(key)) {
            if (posix.makeDirectory(parent, component, MODE)) {
                heard.accept(name);
                made.add(key);
            }
            return made.contains(key);
        }
    }

    /**
     * Opens a directory below the destination; makes it and all above it that are missing.
     *
     * @param root the destination, open
     * @param heard learns of each that is made now
     */
    Opened open(Posix posix, int root, FileName name, Consumer<FileName> heard) throws PosixException {
        int current = posix.openDirectories(root, FileName.ROOT);
        boolean own = false;
        FileName above = FileName.ROOT;
        try {
            for (FileName component : name.components()) {
                above = above.resolve(component);
                int parent = current;
                current = enter(posix, parent, component.toBytes(), above, heard);
                posix.release(parent);
            }
            own = isOwn(name) && isClosed(posix, current);
            return new Opened(current, own);
        } catch (PosixException e) {
            posix.release(current);
            throw e;
        }
    }

    /** Below what the run has made, a directory that it has not made is missing: then this asks only once. */
    private int enter(Posix posix, int parent, byte[] component, FileName name, Consumer<FileName> heard)
            throws PosixException {
        long key = key(name);
        boolean isMissing = isOwn(name.parent()) && !isOwn(key);
        if (!isMissing) {
            try {
                return posix.openDirectory(parent, component);
            } catch (PosixException e) {
                if (e.errno() != Errno.ENOENT) {
                    throw e;
                }
            }
        }
        create(posix, parent, component, name, key, heard);
        return posix.openDirectory(parent, component);
    }

    /** Who may write above it can put another directory in its place, but none of this user's. */
    private static boolean isClosed(Posix posix, int directory) throws PosixException {
        Stat stat = posix.knownStat(directory);
        return stat.owner() == posix.user() && (stat.permissions() & OTHERS_WRITE) == 0;
    }

    private boolean isOwn(FileName name) {
        return name.isRoot() ? rootIsNew : isOwn(key(name));
    }

    /** Waits for a thread that makes the directory just now. */
    private boolean isOwn(long key) {
        synchronized (lock(key)) {
            return made.contains(key);
        }
    }

    private Object lock(long key) {
        return locks[(int) Math.floorMod(key, (long) LOCKS)];
    }

    /** A name that an attacker chose must not have the key of another one: so keys depend on a secret. */
    private long key(FileName name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return KeySet.key(ByteBuffer.wrap(digest.digest(name.toBytes())).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * An open directory.
     *
     * @param own whether this run has made it, or it was empty, and nobody else may write there
     */
    record Opened(int number, boolean own) {}
}
