package dev.brigade.manifest;

import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Finds names of one directory that a file system may hold to be the same: they differ only in case, in the form of
 * their Unicode characters, or in dots and blanks at the end. It folds more than any file system does, so the
 * destination has to confirm each group. Listings are added while the crawl has them, which costs less than to read
 * them again.
 */
public final class FoldedNames {
    /** Characters without width, which some file systems ignore. */
    private static final Pattern IGNORED = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F]");

    private static final Pattern END = Pattern.compile("[. ]+$");

    /** Keys of the entries of directories that have several listings. */
    private final KeySet seen = new KeySet(KeySet.MOST);

    /** Directories that may have two such names. */
    private final Set<FileName> suspects = ConcurrentHashMap.newKeySet();

    /** Takes a listing of a crawl; by many threads at once. */
    public void add(Listing listing) {
        List<Entry> entries = listing.entries();
        long[] keys = new long[entries.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(entries.get(i).name());
        }
        boolean suspect = switch (listing.extent()) {
            case WHOLE -> hasTwice(keys);
            case SOME, MORE -> haveSeen(listing.directory(), keys);
            case SHARED -> true; // Its other names are in a listing that was whole.
        };
        if (suspect) {
            suspects.add(listing.directory());
        }
    }

    private static boolean hasTwice(long[] keys) {
        Arrays.sort(keys);
        for (int i = 1; i < keys.length; i++) {
            if (keys[i] == keys[i - 1]) {
                return true;
            }
        }
        return false;
    }

    private boolean haveSeen(FileName directory, long[] keys) {
        boolean known = false;
        for (long key : keys) {
            known |= !seen.add(key(directory, key));
        }
        return known || !seen.isComplete();
    }

    /**
     * Finds all groups of at least two names in the listings that were added. Mostly there are none; otherwise it reads
     * the manifests three times or more.
     *
     * @param manifests those of the crawl
     * @param sink takes the paths of each group
     */
    public void find(List<Manifest> manifests, Consumer<List<FileName>> sink) throws IOException {
        if (suspects.isEmpty()) {
            return;
        }
        LongAdder entries = new LongAdder();
        each(manifests, at -> entries.add(at.summary().entries()));
        // Each round holds only some of the keys, so memory stays bounded however large a directory is.
        long rounds = 2 * entries.sum() / KeySet.MOST + 1;
        for (long round = 0; round < rounds; round++) {
            long mine = round;
            find(manifests, key -> Long.remainderUnsigned(key, rounds) == mine, sink);
        }
    }

    private void find(List<Manifest> manifests, LongPredicate mine, Consumer<List<FileName>> sink) throws IOException {
        KeySet once = new KeySet(KeySet.MOST);
        KeySet twice = new KeySet(KeySet.MOST);
        each(manifests, at -> {
            for (Entry entry : at.entries()) {
                long key = key(at.summary().directory(), key(entry.name()));
                if (mine.test(key) && !once.add(key)) {
                    twice.add(key);
                }
            }
        });
        if (twice.isEmpty()) {
            return;
        }
        Map<String, List<FileName>> groups = new HashMap<>();
        each(manifests, at -> {
            FileName directory = at.summary().directory();
            for (Entry entry : at.entries()) {
                if (twice.contains(key(directory, key(entry.name())))) {
                    groups.computeIfAbsent(directory + "/" + fold(entry.name().toBytes()), none -> new ArrayList<>())
                            .add(directory.resolve(entry.name()));
                }
            }
        });
        groups.values().stream()
                .map(names -> names.stream().distinct().toList())
                .filter(names -> names.size() > 1)
                .forEach(sink);
    }

    private void each(List<Manifest> manifests, Manifest.Reader reader) throws IOException {
        for (Manifest manifest : manifests) {
            manifest.each(at -> {
                if (suspects.contains(at.summary().directory())) {
                    reader.read(at);
                }
            });
        }
    }

    private static long key(FileName directory, long name) {
        return KeySet.key(name ^ directory.hashCode());
    }

    /** Returns a number that is equal for names of equal folds; quick for ASCII, as most names are. */
    private static long key(FileName name) {
        byte[] bytes = name.toBytes();
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '.' || bytes[end - 1] == ' ')) {
            end--;
        }
        long key = 0;
        for (int i = 0; i < end; i++) {
            byte b = bytes[i];
            if (b < 0) {
                return fold(bytes).chars().asLongStream().reduce(0, (hash, c) -> (hash + c) * KeySet.MIX);
            }
            key = (key + (b >= 'a' && b <= 'z' ? b - 'a' + 'A' : b)) * KeySet.MIX;
        }
        return key;
    }

    /** Returns what a name has in common with all that may be the same; bytes that are not UTF-8 stay as they are. */
    static String fold(byte[] name) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return Arrays.toString(name);
        }
        String plain = IGNORED.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        String folded = plain.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
        return END.matcher(Normalizer.normalize(folded, Normalizer.Form.NFKD)).replaceAll("");
    }
}
