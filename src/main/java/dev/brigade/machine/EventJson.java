package dev.brigade.machine;

import dev.brigade.event.RunEvent;
import dev.brigade.format.Names;
import dev.brigade.model.Change;
import dev.brigade.model.Totals;
import dev.brigade.plan.Bucket;
import dev.brigade.report.Json;
import dev.brigade.report.OutcomeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as JSON objects, and numbers the buckets. Used by one thread. */
final class EventJson {
    private final IdentityHashMap<Bucket, Integer> numbers = new IdentityHashMap<>();
    private int last;

    /** Returns whether an event has a line in the log. */
    static boolean isLogged(RunEvent event, boolean verbose) {
        boolean never = event instanceof RunEvent.Listed || event instanceof RunEvent.RunEnded;
        return !never && (verbose || !(event instanceof RunEvent.EntryChanged));
    }

    /** Returns the beginning of an object. */
    static Map<String, @Nullable Object> object(String type, Instant time) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("time", Json.time(time));
        return json;
    }

    /** Returns the object of an event. */
    Map<String, @Nullable Object> of(RunEvent event, Instant time) {
        if (event instanceof RunEvent.RunStarted started) {
            return with(object("run_started", time), "run", name(started));
        } else if (event instanceof RunEvent.CrawlStarted) {
            return object("crawl_started", time);
        } else if (event instanceof RunEvent.CrawlEnded crawl) {
            return totals(object("crawl_ended", time), crawl.totals());
        } else if (event instanceof RunEvent.PassStarted pass) {
            Map<String, @Nullable Object> json = with(object("pass_started", time), "pass", Json.word(pass.pass()));
            return with(totals(json, pass.totals()), "buckets", pass.buckets());
        } else if (event instanceof RunEvent.Continued continued) {
            return totals(object("resumed", time), continued.done());
        } else if (event instanceof RunEvent.BucketStarted started) {
            Map<String, @Nullable Object> json = bucket("bucket_started", time, started.bucket());
            return totals(
                    all(json, Json.path(started.first())), started.bucket().totals());
        } else if (event instanceof RunEvent.BucketAgain again) {
            return seconds(
                    with(bucket("bucket_retried", time, again.bucket()), "reason", again.reason()), again.time());
        } else if (event instanceof RunEvent.BucketFinished finished) {
            Map<String, @Nullable Object> json = bucket("bucket_ended", time, finished.bucket());
            numbers.remove(finished.bucket());
            json.put("failed", finished.failed());
            return seconds(with(json, "reason", finished.reason()), finished.time());
        } else if (event instanceof RunEvent.FileStarted file) {
            return change("file_started", time, file.change());
        } else if (event instanceof RunEvent.EntryChanged entry) {
            return with(
                    change("changed", time, entry.change()),
                    "difference",
                    entry.change().difference());
        } else if (event instanceof RunEvent.EntryFailed failed) {
            return all(object("failed", time), OutcomeJson.problem(failed.problem()));
        } else if (event instanceof RunEvent.EntryVanished vanished) {
            return all(object("vanished", time), OutcomeJson.problem(vanished.problem()));
        } else if (event instanceof RunEvent.Limited limited) {
            return with(object("bottleneck", time), "bottleneck", Json.word(limited.bound()));
        } else if (event instanceof RunEvent.Warned warned) {
            return with(object("warning", time), "message", warned.text());
        } else if (event instanceof RunEvent.Resumed stall) {
            return seconds(object("stall_ended", time), stall.time());
        }
        throw new IllegalArgumentException("not in the log: " + event);
    }

    private static String name(RunEvent.RunStarted started) {
        return String.valueOf(started.files().getFileName());
    }

    private Map<String, @Nullable Object> bucket(String type, Instant time, Bucket bucket) {
        int number = numbers.computeIfAbsent(bucket, unused -> ++last);
        return with(object(type, time), "bucket", number);
    }

    private static Map<String, @Nullable Object> change(String type, Instant time, Change change) {
        return with(all(object(type, time), Json.path(change.name())), "bytes", change.bytes());
    }

    private static Map<String, @Nullable Object> totals(Map<String, @Nullable Object> json, Totals totals) {
        return with(with(json, "entries", totals.entries()), "bytes", totals.bytes());
    }

    private static Map<String, @Nullable Object> seconds(Map<String, @Nullable Object> json, Duration time) {
        return with(json, "seconds", Json.seconds(time));
    }

    private static Map<String, @Nullable Object> all(
            Map<String, @Nullable Object> json, Map<String, @Nullable Object> more) {
        json.putAll(more);
        return json;
    }

    private static Map<String, @Nullable Object> with(Map<String, @Nullable Object> json, String key, Object value) {
        json.put(key, value instanceof String text ? Names.printable(text) : value);
        return json;
    }
}
