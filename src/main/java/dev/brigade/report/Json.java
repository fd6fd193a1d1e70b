package dev.brigade.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.brigade.format.Names;
import dev.brigade.model.FileName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON as brigade writes all of it: one line, keys in snake case, times in UTC. Pure. */
public final class Json {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    /** Returns an object on one line, without a line feed. */
    public static String line(Map<String, ?> object) {
        return GSON.toJson(object);
    }

    /** Returns an array of objects on one line, without a line feed. */
    static String array(List<? extends Map<String, ?>> objects) {
        return GSON.toJson(objects);
    }

    /** Returns an object that holds a path: printable text, and also base64 if its bytes differ from that. */
    public static Map<String, @Nullable Object> path(FileName path) {
        byte[] bytes = path.toBytes();
        String shown = Names.printable(bytes);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("path", shown);
        if (!Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), bytes)) {
            json.put("path_base64", Base64.getEncoder().encodeToString(bytes));
        }
        return json;
    }

    /** Returns an RFC 3339 time in UTC, with milliseconds. */
    public static String time(Instant time) {
        // A formatter takes as long as the rest of a line of the log.
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    /** Returns seconds with at most three decimals. */
    public static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** Returns the name of a constant as a value: {@code no_space}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Adds a value; returns the object. */
    static Map<String, @Nullable Object> with(Map<String, @Nullable Object> json, String key, @Nullable Object value) {
        json.put(key, value);
        return json;
    }
}
