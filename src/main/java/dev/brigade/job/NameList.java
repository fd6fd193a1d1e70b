package dev.brigade.job;

import dev.brigade.manifest.Private;
import dev.brigade.model.FileName;
import dev.brigade.model.RefusedException;
import dev.brigade.model.Source;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads a list of names that another program made, such as {@code find -print0}. */
final class NameList {
    /** No name is so long, so a list that has no NUL up to here has none at all. */
    private static final int LONGEST_NAME = 1 << 16;

    private static final FileName UP = FileName.of("..");
    private static final FileName HERE = FileName.of(".");

    private final Source source;
    private final OutputStream out;

    private NameList(Source source, OutputStream out) {
        this.source = source;
        this.out = out;
    }

    /**
     * Keeps the names below the root of the transfer, with a NUL behind each. Names in the list end with a NUL, or, if
     * there is none, with a line feed. They are relative to the source, or absolute and inside it.
     *
     * @throws RefusedException if a name leads out of the source
     */
    static void keep(InputStream list, Source source, Path file) throws RefusedException, IOException {
        BufferedInputStream in = new BufferedInputStream(list, LONGEST_NAME);
        in.mark(LONGEST_NAME);
        byte end = '\n';
        for (byte b : in.readNBytes(LONGEST_NAME - 1)) {
            end = b == 0 ? 0 : end;
        }
        in.reset();
        try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Private.FILE)))) {
            NameList names = new NameList(source, out);
            ByteArrayOutputStream name = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == end) {
                    names.add(name.toByteArray());
                    name.reset();
                } else {
                    name.write(b);
                }
            }
            names.add(name.toByteArray());
        }
    }

    private void add(byte[] written) throws RefusedException, IOException {
        if (written.length == 0) {
            return;
        }
        FileName name = below(written);
        boolean all = written[written.length - 1] == '/';
        if (name.isRoot() && !all) {
            return; // The root itself is there anyway.
        }
        FileName whole = source.prefix().resolve(name);
        out.write(whole.toBytes());
        if (all) {
            out.write('/');
        }
        out.write(0);
    }

    /** Returns the name below the source, without {@code .} and superfluous slashes. */
    private FileName below(byte[] written) throws RefusedException {
        FileName name = normal(written);
        if (written[0] != '/') {
            return name;
        }
        byte[] directory = FileName.bytesOf(source.directory());
        FileName above = FileName.of(directory, 1, directory.length);
        if (!name.isWithin(above)) {
            throw outside(written);
        }
        byte[] bytes = name.toBytes();
        return FileName.of(bytes, Math.min(bytes.length, above.isRoot() ? 0 : above.length() + 1), bytes.length);
    }

    private FileName normal(byte[] written) throws RefusedException {
        FileName name = FileName.ROOT;
        int start = 0;
        for (int i = 0; i <= written.length; i++) {
            if (i == written.length || written[i] == '/') {
                FileName part = FileName.of(written, start, i);
                if (part.equals(UP)) {
                    throw outside(written);
                }
                name = part.equals(HERE) ? name : name.resolve(part);
                start = i + 1;
            }
        }
        return name;
    }

    private RefusedException outside(byte[] written) {
        return RefusedException.usage("the list names " + new String(written, StandardCharsets.ISO_8859_1)
                + ", which is not inside the source " + source.given());
    }
}
