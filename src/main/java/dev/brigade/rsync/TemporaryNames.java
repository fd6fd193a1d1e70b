package dev.brigade.rsync;

import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds which entry of a source rsync writes under a temporary name. {@code .a.Xy12Zz} stands for {@code a} and for
 * {@code .a}, a number may stand for the letters, and long names are cut; so the source is asked. If it has both, the
 * one without the dot is taken, because nothing tells them apart. Thread-safe.
 *
 * @param source the root of the names
 */
record TemporaryNames(Path source) {
    private static final Pattern TEMPORARY =
            Pattern.compile("^\\.(.+)\\.(?:[A-Za-z0-9]{6}|[0-9]{1,5})$", Pattern.DOTALL);
    /** rsync cuts names so that the temporary one fits into 255 bytes, at a whole UTF-8 character. */
    private static final int CUT = 240;

    /** The entry that a name stands for: another one if this is temporary, empty if it is the entry's own. */
    Optional<FileName> entryOf(FileName name) {
        Matcher temporary = TEMPORARY.matcher(name.last().toString());
        if (!temporary.matches() || exists(name)) {
            return Optional.empty();
        }
        FileName plain = sibling(name, temporary.group(1));
        FileName dotted = sibling(name, "." + temporary.group(1));
        if (exists(plain)) {
            return Optional.of(plain);
        }
        if (exists(dotted)) {
            return Optional.of(dotted);
        }
        return Optional.of(
                temporary.group(1).length() < CUT ? plain : uncut(plain).orElse(plain));
    }

    private static FileName sibling(FileName name, String last) {
        return name.parent().resolve(FileName.of(last.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private boolean exists(FileName name) {
        return Files.exists(name.under(source), LinkOption.NOFOLLOW_LINKS);
    }

    /** The first entry that begins as a cut name does. */
    private Optional<FileName> uncut(FileName cut) {
        String beginning = cut.last().toString();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(cut.parent().under(source))) {
            for (Path entry : entries) {
                FileName last = FileName.lastOf(entry);
                if (last.toString().startsWith(beginning) || last.toString().startsWith("." + beginning)) {
                    return Optional.of(cut.parent().resolve(last));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty(); // The cut name says enough.
        }
        return Optional.empty();
    }
}
