package dev.brigade.rsync;

import dev.brigade.model.FileName;
import dev.brigade.model.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules in a file of {@code --exclude-from} or {@code --include-from}, one a line. Immutable and thread-safe.
 *
 * @param lines the lines that are rules, in their order, their bytes as Latin-1
 * @param where option and file, for messages
 */
public record PatternFile(List<String> lines, String where) {
    /** The name that means standard input. */
    public static final String STANDARD_INPUT = "-";

    /**
     * Reads a file; a relative name counts from the working directory. Empty lines, and lines that begin with {@code #}
     * or {@code ;}, are no rules.
     *
     * @param option the option that names the file, for messages
     * @param standardInput what the name {@code -} means; empty if it is not allowed
     * @throws OptionException if the file cannot be read, or is no text
     */
    public static PatternFile read(String option, String file, Optional<InputStream> standardInput)
            throws OptionException {
        String where = option + " " + file;
        if (file.equals(STANDARD_INPUT) && standardInput.isEmpty()) {
            throw new OptionException(where + " would read standard input: name a file");
        }
        String text;
        try {
            byte[] content = file.equals(STANDARD_INPUT)
                    ? standardInput.get().readAllBytes()
                    : Files.readAllBytes(Path.of(file));
            text = new String(content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new OptionException(where + " cannot be read (" + Reasons.of(e) + "): name a text file");
        } catch (InvalidPathException e) {
            throw new OptionException(where + " cannot be read (" + e.getMessage() + "): name a text file");
        }
        if (text.indexOf('\0') >= 0) {
            throw new OptionException(where + " contains a zero byte: write one pattern a line");
        }
        // A carriage return ends a line too, so DOS files read well.
        List<String> rules = Stream.of(text.split("[\\n\\r]"))
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .toList();
        return new PatternFile(rules, where);
    }

    /**
     * Returns the rules of a file of excludes as values of {@code --exclude}, which mean the same.
     *
     * @throws OptionException if rsync would refuse or skip a rule, or the rule cannot be passed on in this locale
     */
    public List<String> values() throws OptionException {
        FilterReader reader = new FilterReader(FilterRules.NONE);
        reader.addAll(false, this);
        List<String> values = new ArrayList<>();
        for (String line : lines) {
            FileName bytes = FileName.of(line.getBytes(StandardCharsets.ISO_8859_1));
            values.add(bytes.asArgument().orElseThrow(() -> new IllegalStateException("was read: " + line)));
        }
        return values;
    }
}
