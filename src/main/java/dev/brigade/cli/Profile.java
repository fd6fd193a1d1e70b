package dev.brigade.cli;

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

/**
 * The file of a job's settings: one {@code name = value} a line, names as the long options without their dashes, and
 * {@code source} and {@code destination}. Lines that are blank or begin with {@code #} say nothing. A value is taken as
 * it stands, without the blanks around it.
 *
 * @param settings in the file's order
 */
record Profile(List<Setting> settings) {
    /**
     * One of them.
     *
     * @param where file and line, for messages
     */
    record Setting(String name, String value, String where) {}

    /**
     * Reads a file.
     *
     * @throws RefusedException where it is missing, cannot be read, or has a line that is no setting
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
                    throw RefusedException.usage(where + " is no setting: write 'name = value', or # before a comment");
                }
                settings.add(new Setting(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip(),
                        where));
            }
        }
        return new Profile(List.copyOf(settings));
    }

    private static List<String> lines(String file) throws RefusedException {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw RefusedException.usage("the settings file " + file + " is not there");
        } catch (CharacterCodingException e) {
            throw RefusedException.usage("the settings file " + file + " is not UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw RefusedException.usage("the settings file " + file + " cannot be read");
        }
    }
}
