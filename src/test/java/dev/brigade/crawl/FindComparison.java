package dev.brigade.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.Entry;
import dev.brigade.model.EntryType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.zeroturnaround.exec.ProcessExecutor;

/** Compares a crawl with what GNU find says of the same tree. */
final class FindComparison {
    private static final long NANOS = 1_000_000_000;

    private FindComparison() {}

    /** Names, types, sizes, times and which names are one inode. */
    static void check(Path root, Found found) throws Exception {
        Map<String, String> inodes = new HashMap<>();
        Map<String, String> wanted = wanted(root, inodes);
        Map<String, String> actual = new TreeMap<>();
        Map<String, Long> keys = new HashMap<>();
        found.entries().forEach((name, entry) -> {
            actual.put(name.toString(), text(entry));
            if (entry.isLinked()) {
                keys.put(name.toString(), entry.inode());
            }
        });
        assertThat(found.unreadable()).isEmpty();
        assertThat(actual).isEqualTo(wanted);
        assertThat(keys.keySet()).isEqualTo(inodes.keySet());
        Map<String, Long> keyOf = new HashMap<>();
        keys.forEach((name, key) -> {
            Long other = keyOf.putIfAbsent(String.valueOf(inodes.get(name)), key);
            assertThat(other == null || other.equals(key)).as(name).isTrue();
        });
        assertThat(keyOf.values()).doesNotHaveDuplicates().doesNotContain(0L);
    }

    private static String text(Entry entry) {
        return entry.type() + " " + entry.size() + " " + entry.mtimeNanos();
    }

    private static Map<String, String> wanted(Path root, Map<String, String> inodes) throws Exception {
        byte[] out = new ProcessExecutor("find", ".", "-mindepth", "1", "-printf", "%P\\0%y\\0%s\\0%T@\\0%n\\0%D:%i\\0")
                .directory(root.toFile())
                .environment("LC_ALL", "C")
                .readOutput(true)
                .exitValueNormal()
                .execute()
                .output();
        String[] fields = new String(out, StandardCharsets.ISO_8859_1).split("\0", -1);
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i + 5 < fields.length; i += 6) {
            EntryType type = switch (fields[i + 1]) {
                case "f" -> EntryType.FILE;
                case "d" -> EntryType.DIRECTORY;
                case "l" -> EntryType.SYMLINK;
                default -> EntryType.OTHER;
            };
            String size = type == EntryType.FILE ? fields[i + 2] : "0";
            wanted.put(fields[i], type + " " + size + " " + nanos(fields[i + 3]));
            if (type != EntryType.DIRECTORY && Integer.parseInt(fields[i + 4]) > 1) {
                inodes.put(fields[i], fields[i + 5]);
            }
        }
        return wanted;
    }

    /** Whole seconds rounded down, then nanoseconds: find prints them one after the other, also before 1970. */
    private static long nanos(String time) {
        int point = time.indexOf('.');
        BigDecimal fraction = new BigDecimal("0" + time.substring(point)).movePointRight(9);
        return Long.parseLong(time.substring(0, point)) * NANOS + fraction.longValueExact();
    }
}
