package dev.brigade.report;

import com.google.gson.stream.JsonWriter;
import dev.brigade.count.CountResult;
import dev.brigade.count.CountResult.Crowded;
import dev.brigade.count.CountResult.SizeClass;
import dev.brigade.count.CountResult.Sized;
import dev.brigade.format.Names;
import dev.brigade.format.Rate;
import dev.brigade.model.ExitCode;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What was counted, as one JSON object on one line; its keys are in {@code docs/count.md}, and are only ever added to.
 * A path stands as people are shown it and, where that is not all of its bytes as they are, in base64 too. Pure.
 */
public final class CountJson {
    private final CountResult counted;
    private final StringWriter text = new StringWriter();
    private final JsonWriter json = new JsonWriter(text);

    private CountJson(CountResult counted) {
        this.counted = counted;
    }

    /** Writes a census. */
    public static String line(CountResult counted) {
        try {
            return new CountJson(counted).write();
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes all", e);
        }
    }

    private String write() throws IOException {
        json.beginObject();
        json.name("complete").value(counted.exitCode() == ExitCode.OK);
        json.name("exit_code").value(counted.exitCode().number());
        json.name("roots").beginArray();
        for (FileName root : counted.roots()) {
            json.beginObject();
            path(root);
            json.endObject();
        }
        json.endArray();
        json.name("entries").value(counted.entries());
        json.name("files").value(counted.files());
        json.name("directories").value(counted.directories());
        json.name("symlinks").value(counted.symlinks());
        json.name("others").value(counted.others());
        json.name("hard_links").value(counted.hardLinks());
        json.name("hard_links_exact").value(counted.hardLinksExact());
        json.name("bytes").value(counted.bytes());
        json.name("mean_bytes").value(Math.round(counted.meanBytes()));
        json.name("largest");
        largest(counted.largest());
        sizes();
        json.name("judge_by");
        judgement();
        flat();
        unreadable();
        json.name("sync").beginObject();
        json.name("processes").value(counted.processes());
        json.name("files").value(counted.bucketEntries());
        json.endObject();
        json.name("seconds").value(counted.time().toMillis() / 1000.0);
        json.endObject();
        return text.toString();
    }

    private void largest(Optional<Sized> largest) throws IOException {
        if (largest.isEmpty()) {
            json.nullValue();
            return;
        }
        json.beginObject();
        path(largest.get().path());
        json.name("bytes").value(largest.get().bytes());
        json.endObject();
    }

    private void judgement() throws IOException {
        if (counted.distinctFiles() == 0) {
            json.nullValue();
        } else {
            json.value(Rate.isInBytes(counted.distinctFiles(), counted.bytes()) ? "bytes/s" : "files/s");
        }
    }

    private void sizes() throws IOException {
        json.name("sizes").beginArray();
        for (SizeClass size : counted.sizes()) {
            json.beginObject();
            json.name("from").value(size.from());
            json.name("files").value(size.files());
            json.name("bytes").value(size.bytes());
            json.endObject();
        }
        json.endArray();
    }

    private void flat() throws IOException {
        json.name("flat").beginObject();
        json.name("limit").value(counted.flatLimit());
        json.name("count").value(counted.flat().count());
        json.name("worst").beginArray();
        for (Crowded directory : counted.flat().first()) {
            json.beginObject();
            path(directory.path());
            json.name("entries").value(directory.entries());
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void unreadable() throws IOException {
        json.name("unreadable").beginObject();
        json.name("count").value(counted.unreadable().count());
        json.name("first").beginArray();
        for (Problem problem : counted.unreadable().first()) {
            json.beginObject();
            FileName name = problem.name();
            if (name != null) {
                path(name);
            }
            json.name("reason").value(Names.printable(problem.reason()));
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    private void path(FileName path) throws IOException {
        byte[] bytes = path.toBytes();
        String shown = Names.printable(bytes);
        json.name("path").value(shown);
        if (!Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), bytes)) {
            json.name("path_base64").value(Base64.getEncoder().encodeToString(bytes));
        }
    }
}
