package dev.brigade.run;

import dev.brigade.manifest.TransferItem;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.plan.Bucket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the direct engine leaves to rsync of each bucket that is under way. Thread-safe. */
final class RestContents implements BucketContents {
    private final BucketContents whole;
    private final Map<List<Integer>, Rest> rests = new ConcurrentHashMap<>();

    /**
     * What is left of one bucket.
     *
     * @param first the first directory that the bucket is about
     */
    record Rest(FileName first, List<TransferItem> items) {
        static final Rest NONE = new Rest(FileName.ROOT, List.of());
    }

    RestContents(BucketContents whole) {
        this.whole = whole;
    }

    /** Whether the engine has had a bucket. */
    boolean has(Bucket bucket) {
        return rests.containsKey(bucket.workItems());
    }

    /** Returns the first directory of a bucket that the engine has had. */
    Optional<FileName> first(Bucket bucket) {
        return Optional.ofNullable(rests.get(bucket.workItems())).map(Rest::first);
    }

    /** Keeps what is left of a bucket, also for its retries. */
    void put(Bucket bucket, Rest rest) {
        rests.put(bucket.workItems(), rest);
    }

    /** Forgets a bucket that is done. */
    void remove(Bucket bucket) {
        rests.remove(bucket.workItems());
    }

    @Override
    public Source source(Bucket bucket) {
        return whole.source(bucket);
    }

    /** The engine has made them, and rsync would give them modes with which others may write there. */
    @Override
    public boolean impliedDirectories(Bucket bucket) {
        return false;
    }

    @Override
    public void items(Bucket bucket, TransferItemSink sink) throws IOException {
        for (TransferItem item :
                rests.getOrDefault(bucket.workItems(), Rest.NONE).items()) {
            sink.accept(item);
        }
    }

    @Override
    public void listings(Bucket bucket, ListingSink sink) throws IOException {
        whole.listings(bucket, sink);
    }
}
