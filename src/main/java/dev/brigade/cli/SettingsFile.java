package dev.brigade.cli;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads settings: one {@code name = value} on a line. Names are the long options without dashes, {@code source} and
 * {@code destination}. Empty lines and lines that start with {@code #} are skipped.
 */
final class SettingsFile {
    private static final Set<String> PATHS =
            Set.of("source", "destination", "dest-mount", "state-dir", "exclude-from", "require-mount");

    /** Also no-break spaces, zero-width spaces and a byte order mark: nobody sees them in an editor. */
    private static final String BLANKS = "[\\s\\p{Z}\\p{Cf}]+";

    private static final Pattern AROUND = Pattern.compile("^" + BLANKS + "|" + BLANKS + "$");
    private static final Pattern QUOTED = Pattern.compile("([\"'])((?:(?!\\1).)*)\\1", Pattern.DOTALL);
    private static final Pattern QUOTE = Pattern.compile("^[\"'\u2018-\u201F\u00AB\u00BB]");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)[#;]");
    private static final Pattern VARIABLE = Pattern.compile("^~|\\$[A-Za-z_{]");

    private SettingsFile() {}

    /**
     * A setting.
     *
     * @param where file and line, for messages
     */
    record Setting(String name, String value, String where) {
        /** Returns a setting without the quotes around its value. Refuses what a reader may understand otherwise. */
        static Setting of(String name, String text, String where) throws RefusedException {
            Matcher quoted = QUOTED.matcher(text);
            if (quoted.matches()) {
                return new Setting(name, quoted.group(2), where);
            }
            if (QUOTE.matcher(text).find()) {
                throw RefusedException.usage(
                        where + ": a value in quotes must be one \"text\" or 'text' and nothing else."
                                + " Put a comment on a line of its own");
            }
            if (COMMENT.matcher(text).find()) {
                throw RefusedException.usage(where + ": put the comment on a line of its own,"
                        + " or the value in quotes if # or ; is part of it");
            }
            if (PATHS.contains(name) && VARIABLE.matcher(text).find()) {
                throw RefusedException.usage(
                        where + ": brigade does not expand ~ and $ in a path. Write the whole path,"
                                + " or put it in quotes if it really has this name");
            }
            return new Setting(name, text, where);
        }
    }

    /**
     * Returns the settings of a file in their order.
     *
     * @throws RefusedException if it is missing, cannot be read, or has a line that is no setting
     */
    static List<Setting> read(String file) throws RefusedException {
        List<String> lines = lines(file);
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = trimmed(lines.get(i));
            if (!line.isEmpty() && !line.startsWith("#")) {
                String where = file + " line " + (i + 1);
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw RefusedException.usage(
                            where + " is not a setting: write 'name = value', or # before a comment");
                }
                settings.add(
                        Setting.of(trimmed(line.substring(0, equals)), trimmed(line.substring(equals + 1)), where));
            }
        }
        return settings;
    }

    private static String trimmed(String text) {
        return AROUND.matcher(text).replaceAll("");
    }

    private static List<String> lines(String file) throws RefusedException {
        if (file.isEmpty()) {
            throw RefusedException.usage("--config needs the path of a settings file");
        }
        try {
            return Files.readString(Path.of(file)).lines().toList();
        } catch (CharacterCodingException e) {
            throw RefusedException.usage("the settings file " + file + " is not UTF-8");
        } catch (IOException e) {
            throw RefusedException.usage("the settings file " + file + " cannot be read: " + Reasons.of(e));
        } catch (InvalidPathException e) {
            throw RefusedException.usage("the settings file " + file + " has a name that this locale cannot represent");
        }
    }
}
