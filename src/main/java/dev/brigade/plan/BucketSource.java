package dev.brigade.plan;

import dev.brigade.model.FileName;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Where the buckets of a pass come from. Thread-safe. */
public interface BucketSource {
    /**
     * The next bucket. It avoids directories that somebody works in where it can, because creates in one directory of
     * one mount wait for each other.
     *
     * @param busy split directories that somebody works in
     * @param workers how many processes share the work
     * @return empty where there is none now
     */
    Optional<Bucket> next(Set<FileName> busy, Workers workers);

    /** Whether none will come any more. */
    boolean isOver();

    /** How many buckets there can be at once at most, of what is here now. */
    int atMost();

    /** Tells how long a bucket took. */
    void finished(Bucket bucket, Duration time);

    /** What is here and not done yet, in entries' worth ({@link Bucket#cost}). */
    long left();

    /**
     * How many processes share the work.
     *
     * @param now how many may run at present, at least 1
     * @param most how many may come to run, at least {@code now}
     */
    record Workers(int now, int most) {}
}
