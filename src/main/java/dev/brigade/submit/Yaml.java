package dev.brigade.submit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes maps, lists, strings, whole numbers and booleans as YAML. Pure. */
final class Yaml {
    /** What looks like this is a string in YAML 1.1 and 1.2, unless it is one of the words. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9._/-]*");

    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final List<String> lines = new ArrayList<>();

    private Yaml() {}

    /** Returns the lines of a document. */
    static List<String> document(Map<String, Object> content) {
        Yaml yaml = new Yaml();
        yaml.map(content, "", "");
        return List.copyOf(yaml.lines);
    }

    /** The first line begins with {@code first}, the others with {@code indent}. */
    private void map(Map<?, ?> map, String first, String indent) {
        String begin = first;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = begin + scalar(entry.getKey()) + ":";
            if (isBlock(entry.getValue())) {
                lines.add(key);
                block(entry.getValue(), indent + "  ");
            } else {
                lines.add(key + " " + flow(entry.getValue()));
            }
            begin = indent;
        }
    }

    private static boolean isBlock(Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty()
                || value instanceof List<?> list && list.stream().anyMatch(item -> item instanceof Map);
    }

    private void block(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            map(map, indent, indent);
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                map((Map<?, ?>) item, indent + "- ", indent + "  ");
            }
        }
    }

    /** Writes a list of scalars, or a scalar, on one line. */
    private static String flow(Object value) {
        if (!(value instanceof List<?> list)) {
            return value instanceof Map ? "{}" : scalar(value);
        }
        StringBuilder line = new StringBuilder("[");
        for (Iterator<?> items = list.iterator(); items.hasNext(); ) {
            line.append(scalar(items.next())).append(items.hasNext() ? ", " : "");
        }
        return line.append(']').toString();
    }

    private static String scalar(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c >= ' ' && c <= '~') {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format("\\U%08X", c));
            }
        });
        return quoted.append('"').toString();
    }
}
