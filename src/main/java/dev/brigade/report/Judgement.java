package dev.brigade.report;

import dev.brigade.format.Quantities;
import dev.brigade.model.SizeClass;
import java.util.List;
import java.util.Locale;

/**
 * By which rate to judge a copy of so many files of such sizes. Immutable.
 *
 * @param largeFiles files that are large
 * @param largeBytes their bytes
 * @param files all files
 * @param bytes their bytes
 */
record Judgement(long largeFiles, long largeBytes, long files, long bytes) {
    /** From here (10 MiB) most of the time of a file goes into its bytes. */
    private static final long LARGE = 10L << 20;

    private static final int HUNDRED = 100;

    static Judgement of(List<SizeClass> sizes) {
        List<SizeClass> large = sizes.stream()
                .filter(size -> isLarge(size.files(), size.bytes()))
                .toList();
        return new Judgement(
                large.stream().mapToLong(SizeClass::files).sum(),
                large.stream().mapToLong(SizeClass::bytes).sum(),
                sizes.stream().mapToLong(SizeClass::files).sum(),
                sizes.stream().mapToLong(SizeClass::bytes).sum());
    }

    private static boolean isLarge(long files, long bytes) {
        return files > 0 && bytes / files >= LARGE;
    }

    /** Returns {@code files/s}, {@code bytes/s}, or {@code both} if few files have most of the bytes. */
    String rate() {
        if (isLarge(files, bytes)) {
            return "bytes/s";
        }
        return largeBytes > bytes / 2 ? "both" : "files/s";
    }

    /** Returns the advice as a line. */
    String text() {
        return switch (rate()) {
            case "bytes/s" -> "large files: judge a copy by bytes/s";
            case "files/s" -> "small files: judge a copy by files/s";
            default ->
                String.format(
                        Locale.ROOT,
                        "%s with %d%% of the bytes: judge a copy by bytes/s and by files/s",
                        Quantities.count(largeFiles, "large file", "large files"),
                        (long) ((double) HUNDRED * largeBytes / bytes));
        };
    }
}
