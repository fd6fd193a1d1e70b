package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.StateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Records which work items of a run's plan are done: one line for each bucket, only appended. Each line ends with a
 * checksum of it and the run's name, so lines of other runs are refused. A last line that a kill cut short is
 * forgotten. Lines are not forced to the disk: after a power failure their items are copied again. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final String DONE = "done ";
    private static final Pattern LINE = Pattern.compile("(" + DONE + "([0-9]{1,9}(?: [0-9]{1,9})*)) (\\S+)");
    private static final int HEX = 16;

    private final String run;
    private final FileChannel channel;
    private final BitSet done;

    private Journal(String run, FileChannel channel, BitSet done) {
        this.run = run;
        this.channel = channel;
        this.done = done;
    }

    /**
     * Reads a journal to append to it; creates a missing one.
     *
     * @param run the run's name
     * @param workItems how many work items the plan has
     * @throws DamagedRunException if a line other than the last is not what was written
     */
    static Journal open(Path file, String run, int workItems) throws StateException, DamagedRunException {
        try {
            BitSet done = new BitSet();
            int end = read(file, run, workItems, done);
            FileChannel channel = RunDirectory.open(file);
            channel.truncate(end);
            channel.position(end);
            return new Journal(run, channel, done);
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    /** Returns how many work items a journal says are done. */
    static int count(Path file, String run, int workItems) throws IOException, DamagedRunException {
        BitSet done = new BitSet();
        read(file, run, workItems, done);
        return done.cardinality();
    }

    /** Returns where the last complete line ends. */
    private static int read(Path file, String run, int workItems, BitSet done) throws IOException, DamagedRunException {
        String text = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            Matcher line = LINE.matcher(text.substring(begin, end));
            if (!line.matches() || !line.group(3).equals(checksum(run, line.group(1)))) {
                throw damaged(begin);
            }
            for (String number : line.group(2).split(" ", -1)) {
                if (Integer.parseInt(number) >= workItems) {
                    throw damaged(begin);
                }
                done.set(Integer.parseInt(number));
            }
            begin = end + 1;
        }
        return begin;
    }

    private static DamagedRunException damaged(int at) {
        return new DamagedRunException("its journal is damaged near byte " + at);
    }

    private static String checksum(String run, String record) {
        CRC32C sum = new CRC32C();
        sum.update((run + "\n" + record).getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue(), HEX);
    }

    /** Writes that the work items of a bucket are done. */
    public synchronized void done(List<Integer> workItems) throws StateException {
        String record = workItems.stream().map(String::valueOf).collect(Collectors.joining(" ", DONE, ""));
        ByteBuffer line =
                ByteBuffer.wrap((record + " " + checksum(run, record) + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw StateException.of("the journal", e);
        }
        workItems.forEach(done::set);
    }

    /** Whether a work item is done. */
    public synchronized boolean isDone(int workItem) {
        return done.get(workItem);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
