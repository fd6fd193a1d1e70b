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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Finds names of one directory that a file system may hold to be the same: they differ only in case, in the form of
 * their Unicode characters, or in dots and blanks at the end. Mostly there are none. It folds more than any file system
 * does, so the destination has to confirm each group.
 */
public final class FoldedNames {
    /** Characters without width, which some file systems ignore. */
    private static final Pattern IGNORED = Pattern.compile("[\\p{Cf}\\uFE00-\\uFE0F]");

    private static final Pattern END = Pattern.compile("[. ]+$");

    private final List<Manifest> manifests;
    private final Consumer<List<FileName>> sink;
    /** Directories of which several listings tell. */
    private final Set<FileName> shared = new HashSet<>();

    private long sharedEntries;

    private FoldedNames(List<Manifest> manifests, Consumer<List<FileName>> sink) {
        this.manifests = manifests;
        this.sink = sink;
    }

    /**
     * Finds all groups of at least two names; reads the manifests twice or more.
     *
     * @param sink takes the paths of each group
     */
    public static void find(List<Manifest> manifests, Consumer<List<FileName>> sink) throws IOException {
        FoldedNames names = new FoldedNames(manifests, sink);
        names.each(at -> {
            if (at.summary().extent() != Listing.Extent.WHOLE) {
                names.shared.add(at.summary().directory());
            }
        });
        names.each(names::findInListing);
        // Each round holds only some of the keys, so memory stays bounded however large a directory is.
        long rounds = 2 * names.sharedEntries / KeySet.MOST + 1;
        for (long round = 0; round < rounds && names.sharedEntries > 0; round++) {
            long mine = round;
            names.findInShared(key -> Long.remainderUnsigned(key, rounds) == mine);
        }
    }

    private void findInListing(ListingCursor at) throws IOException {
        FileName directory = at.summary().directory();
        if (shared.contains(directory)) {
            sharedEntries += at.summary().entries();
            return;
        }
        List<Entry> entries = at.entries();
        long[] keys =
                entries.stream().mapToLong(entry -> key(entry.name())).sorted().toArray();
        boolean twice = false;
        for (int i = 1; i < keys.length; i++) {
            twice |= keys[i] == keys[i - 1];
        }
        if (twice) {
            Map<String, List<FileName>> groups = new HashMap<>();
            entries.forEach(entry -> gather(directory, entry.name(), groups));
            pass(groups);
        }
    }

    private void findInShared(LongPredicate mine) throws IOException {
        KeySet seen = new KeySet(KeySet.MOST);
        KeySet twice = new KeySet(KeySet.MOST);
        each(at -> {
            for (Entry entry : sharedEntries(at)) {
                long key = sharedKey(at, entry);
                if (mine.test(key) && !seen.add(key)) {
                    twice.add(key);
                }
            }
        });
        if (twice.isEmpty()) {
            return;
        }
        Map<String, List<FileName>> groups = new HashMap<>();
        each(at -> {
            for (Entry entry : sharedEntries(at)) {
                if (twice.contains(sharedKey(at, entry))) {
                    gather(at.summary().directory(), entry.name(), groups);
                }
            }
        });
        pass(groups);
    }

    private List<Entry> sharedEntries(ListingCursor at) throws IOException {
        return shared.contains(at.summary().directory()) ? at.entries() : List.of();
    }

    private static long sharedKey(ListingCursor at, Entry entry) {
        return KeySet.key(key(entry.name()) ^ at.summary().directory().hashCode());
    }

    private static void gather(FileName directory, FileName name, Map<String, List<FileName>> groups) {
        groups.computeIfAbsent(directory + "/" + fold(name.toBytes()), none -> new ArrayList<>())
                .add(directory.resolve(name));
    }

    private void pass(Map<String, List<FileName>> groups) {
        groups.values().stream()
                .map(names -> names.stream().distinct().toList())
                .filter(names -> names.size() > 1)
                .forEach(sink);
    }

    private void each(Manifest.Reader reader) throws IOException {
        for (Manifest manifest : manifests) {
            manifest.each(reader);
        }
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
