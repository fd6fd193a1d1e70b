package dev.brigade.cli;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The file of a job's settings: one {@code name = value} a line, names as the long options without their dashes, and
 * {@code source} and {@code destination}. Blank lines and lines that begin with {@code #} are skipped. A value may
 * stand in single or double quotes, which are removed; all within is literal. A comment has a line of its own: a value
 * that is not quoted and has a {@code #} after a blank is refused.
 *
 * @param settings in the file's order
 */
record Profile(List<Setting> settings) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#");

    /**
     * One of them.
     *
     * @param where file and line, for messages
     */
    record Setting(String name, String value, String where) {}

    /**
     * Reads a file.
     *
     * @throws RefusedException if it is missing, cannot be read, or has a line that is no setting
     */
    static Profile read(String file) throws RefusedException {
        List<String> lines = lines(file);
        List<Setting> settings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String where = file + " line " + (i + 1);
                int equals = line.indexOf('=');
                if (equals < 0) {
                    throw RefusedException.usage(
                            where + " is not a setting: write 'name = value', or # before a comment");
                }
                String value = line.substring(equals + 1).strip();
                settings.add(new Setting(line.substring(0, equals).strip(), unquoted(value, where), where));
            }
        }
        return new Profile(List.copyOf(settings));
    }

    private static String unquoted(String value, String where) throws RefusedException {
        if (value.startsWith("\"") || value.startsWith("'")) {
            int end = value.indexOf(value.charAt(0), 1);
            if (end < 0 || end != value.length() - 1) {
                throw RefusedException.usage(where + ": the value must end with its closing quote " + value.charAt(0)
                        + "; put a comment on a line of its own");
            }
            return value.substring(1, end);
        }
        if (COMMENT.matcher(value).find()) {
            throw RefusedException.usage(
                    where + ": put the comment on a line of its own, or the value in quotes if # is" + " part of it");
        }
        return value;
    }

    private static List<String> lines(String file) throws RefusedException {
        if (file.isEmpty()) {
            throw RefusedException.usage("--config needs the path of a settings file");
        }
        try {
            String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
                    .lines()
                    .toList();
        } catch (NoSuchFileException e) {
            throw RefusedException.usage("the settings file " + file + " does not exist");
        } catch (CharacterCodingException e) {
            throw RefusedException.usage("the settings file " + file + " is not UTF-8");
        } catch (IOException e) {
            throw RefusedException.usage("the settings file " + file + " cannot be read: " + Reasons.of(e));
        } catch (InvalidPathException e) {
            throw RefusedException.usage("the settings file " + file + " has a name that this locale cannot represent");
        }
    }
}
