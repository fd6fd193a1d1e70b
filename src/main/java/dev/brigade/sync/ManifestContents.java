package dev.brigade.sync;

import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.Source;
import dev.brigade.plan.Bucket;
import dev.brigade.run.BucketContents;
import java.io.IOException;
import java.util.List;

/**
 * Reads what a bucket holds from the manifests of a crawl. Thread-safe.
 *
 * @param transfers the sources, those together that share a manifest
 * @param merged whether sources may have directories in common
 * @param manifests one for each transfer; more may be added meanwhile
 */
record ManifestContents(List<List<Source>> transfers, boolean merged, List<Manifest> manifests)
        implements BucketContents {
    @Override
    public Source source(Bucket bucket) {
        return transfers.get(bucket.transfer()).get(0);
    }

    @Override
    public boolean impliedDirectories(Bucket bucket) {
        return bucket.transfer() == 0 || !merged;
    }

    @Override
    public void items(Bucket bucket, TransferItemSink sink) throws IOException {
        manifests.get(bucket.transfer()).items(bucket.slices(), sink);
    }
}
