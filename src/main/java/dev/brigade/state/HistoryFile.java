package dev.brigade.state;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.model.History;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of a run in its directory, mode 0600: lines of a letter and a record, appended without fsync. A kill may
 * tear the last line, and a full disk ends it early: the reader skips what it does not understand. Not thread-safe.
 */
public final class HistoryFile implements AutoCloseable {
    private static final char START = '>';
    private static final char SAMPLE = 's';
    private static final char PROCESS = 'p';
    private static final char SUMMARY = 'f';
    private static final char END = '.';

    /** Bytes: a run of a month needs less than 2 MiB; a run that is resumed each night stops to record some day. */
    private static final int LARGEST = 8 << 20;

    private final FileChannel file;

    private HistoryFile(FileChannel file) {
        this.file = file;
    }

    /** Opens the history of a run and begins a part. */
    public static HistoryFile begin(Path run, History.Start start) throws IOException {
        HistoryFile history = new HistoryFile(RunDirectory.open(run.resolve(RunDirectory.HISTORY)));
        history.file.position(history.file.size());
        history.write("\n" + START + StateFile.line(start)); // the last line may be torn
        return history;
    }

    /** Appends a moment. */
    public void add(History.Sample sample) throws IOException {
        write(SAMPLE + StateFile.line(sample));
    }

    /** Appends a process. */
    public void add(History.RsyncProcess process) throws IOException {
        write(PROCESS + StateFile.line(process));
    }

    /** Appends what was found so far. */
    public void add(History.Summary summary) throws IOException {
        write(SUMMARY + StateFile.line(summary));
    }

    /** Ends the part: it recorded everything. */
    public void end() throws IOException {
        write(String.valueOf(END));
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (file.position() + bytes.remaining() > LARGEST) {
            throw new IOException("the history has " + LARGEST + " bytes");
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Reads the history in a run's directory, which may be written meanwhile; nothing if there is none. */
    public static History read(Path run) throws IOException {
        Path file = run.resolve(RunDirectory.HISTORY);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return History.NONE;
        }
        List<History.Part> parts = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                read(line, parts);
            } catch (DamagedRunException e) {
                // Torn by a kill or a full disk.
            }
        }
        return new History(parts);
    }

    private static void read(String line, List<History.Part> parts) throws DamagedRunException {
        char kind = line.isEmpty() ? ' ' : line.charAt(0);
        if (kind == START) {
            History.Start start = StateFile.parse(line.substring(1), History.Start.class);
            parts.add(new History.Part(start, new ArrayList<>(), new ArrayList<>(), Optional.empty(), false));
        } else if (!parts.isEmpty()) {
            int last = parts.size() - 1;
            parts.set(last, with(parts.get(last), kind, line.substring(Math.min(1, line.length()))));
        }
    }

    private static History.Part with(History.Part part, char kind, String record) throws DamagedRunException {
        if (kind == SAMPLE) {
            part.samples().add(StateFile.parse(record, History.Sample.class));
        } else if (kind == PROCESS) {
            part.processes().add(StateFile.parse(record, History.RsyncProcess.class));
        } else if (kind == SUMMARY || kind == END) {
            Optional<History.Summary> summary =
                    kind == END ? part.summary() : Optional.of(StateFile.parse(record, History.Summary.class));
            return new History.Part(part.start(), part.samples(), part.processes(), summary, kind == END);
        }
        return part;
    }
}
