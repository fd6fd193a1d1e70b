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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Which pieces of a run's plan are done, a line for each bucket, only ever appended to. Each line ends with a checksum
 * over it and the run's name, so that a line of another run is none of this one. A last line that a kill tore is
 * forgotten. Lines are not forced to the disk one by one: what a power cut takes is copied again. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final String DONE = "done";
    private static final Pattern DONE_LINE = Pattern.compile(DONE + "( [0-9]{1,9})+");
    private static final int HEX = 16;

    private final String run;
    private final FileChannel channel;
    private final State state;

    private Journal(String run, FileChannel channel, State state) {
        this.run = run;
        this.channel = channel;
        this.state = state;
    }

    /** What its lines say, up to where the last whole one ends. */
    private static final class State {
        private final BitSet done = new BitSet();
        private int end;
    }

    /**
     * Reads a journal and goes on with it; begins one where there is none.
     *
     * @param run the run's name
     * @param workItems how many pieces the plan has
     * @throws DamagedRunException where a line but the last is not what was written
     */
    static Journal open(Path file, String run, int workItems) throws StateException, DamagedRunException {
        try {
            State state = read(file, run, workItems);
            FileChannel channel = RunDirectory.open(file);
            channel.truncate(state.end);
            channel.position(state.end);
            return new Journal(run, channel, state);
        } catch (IOException e) {
            throw StateException.of(file, e);
        }
    }

    /** How many pieces a journal says are done. */
    static int count(Path file, String run, int workItems) throws IOException, DamagedRunException {
        return read(file, run, workItems).done.cardinality();
    }

    private static State read(Path file, String run, int workItems) throws IOException, DamagedRunException {
        State state = new State();
        String text = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(file, StandardCharsets.ISO_8859_1)
                : "";
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', state.end)) {
            if (!accept(text.substring(state.end, end), run, workItems, state)) {
                throw new DamagedRunException("its journal is damaged near byte " + state.end);
            }
            state.end = end + 1;
        }
        return state;
    }

    private static boolean accept(String line, String run, int workItems, State state) {
        int blank = line.lastIndexOf(' ');
        if (blank < 0 || !line.substring(blank + 1).equals(checksum(run, line.substring(0, blank)))) {
            return false;
        }
        String record = line.substring(0, blank);
        if (!DONE_LINE.matcher(record).matches()) {
            return false;
        }
        for (String number : record.substring(DONE.length() + 1).split(" ", -1)) {
            int workItem = Integer.parseInt(number);
            if (workItem >= workItems) {
                return false;
            }
            state.done.set(workItem);
        }
        return true;
    }

    private static String checksum(String run, String record) {
        CRC32C sum = new CRC32C();
        sum.update((run + "\n" + record).getBytes(StandardCharsets.UTF_8));
        return Long.toString(sum.getValue(), HEX);
    }

    /** Writes that the pieces of a bucket are done. */
    public synchronized void done(List<Integer> workItems) throws IOException {
        append(workItems.stream().map(String::valueOf).collect(Collectors.joining(" ", DONE + " ", "")));
        workItems.forEach(state.done::set);
    }

    /** Whether a piece is done. */
    public synchronized boolean isDone(int workItem) {
        return state.done.get(workItem);
    }

    private void append(String record) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap((record + " " + checksum(run, record) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw StateException.of("the journal", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
