package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.LargeFilePolicy;
import dev.brigade.manifest.Listing;
import dev.brigade.manifest.ManifestWriter;
import dev.brigade.manifest.TransferItem;
import dev.brigade.model.Entry;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.RandomListings;
import dev.brigade.model.ResumeMode;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketLimits;
import dev.brigade.plan.BucketSource;
import dev.brigade.plan.PlanRules;
import dev.brigade.preflight.Roots;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunRequest;
import dev.brigade.state.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan of what a crawl has found so far. The crawl is played: it finds what it is handed, listing by listing. */
@Timeout(60)
final class CopyPlanTest {
    private static final BucketSource.Workers WORKERS = new BucketSource.Workers(4, 4, true);
    private static final PlanRules RULES = new PlanRules(
            new BucketLimits(64, 1 << 24, 1 << 20), false, LargeFilePolicy.APART_BY_LIMIT, InnerMounts.NONE);
    private static final Listing END = new Listing(FileName.of("the end"), Listing.Extent.WHOLE, List.of());

    @TempDir
    private Path folder;

    private final BlockingQueue<Listing> found = new LinkedBlockingQueue<>();
    private final CountDownLatch broken = new CountDownLatch(1);
    private final List<Listing> tree = RandomListings.of(3, 60, 50);
    private Roots roots;
    private RunDirectory directory;

    @BeforeEach
    void begin() throws Exception {
        Files.createDirectories(folder.resolve("s"));
        Files.createDirectories(folder.resolve("d"));
        Files.createDirectories(folder.resolve("state"));
        roots = Roots.resolve(
                List.of(folder.resolve("s") + "/"), folder.resolve("d").toString(), false);
        directory = Runs.in(folder.resolve("state"))
                .begin(
                        new RunRequest("1", List.of("sync"), "s d", List.of(), "2026-01-01T00:00:00Z"),
                        new ResumeMode.StartOver(),
                        20)
                .directory();
    }

    private CrawlResult play(CrawlResult.Begun begun) throws IOException, InterruptedException {
        try (ManifestWriter writer = new ManifestWriter(directory.manifest("copy-0"))) {
            begun.accept(writer);
            for (Listing listing = found.take(); listing != END; listing = found.take()) {
                writer.add(listing);
            }
            if (broken.getCount() == 0) {
                throw new IOException("no room for the manifest");
            }
            return new CrawlResult(roots, List.of(writer.finish()), new NamedFindings<>());
        }
    }

    private CopyPlan plan(BackgroundCrawl backgroundCrawl, boolean stopped) throws IOException {
        return CopyPlan.begin(backgroundCrawl, roots, RULES, directory, () -> stopped);
    }

    /** Looks until a bucket comes; what the crawl was handed reaches its manifest a little later. */
    private static Bucket await(CopyPlan plan) throws IOException {
        Optional<Bucket> next = Optional.empty();
        while (next.isEmpty()) {
            plan.look();
            next = plan.bucketSource().next(Set.of(), WORKERS);
        }
        return next.get();
    }

    private static List<TransferItem> items(CopyPlan plan, Bucket bucket) throws IOException {
        List<TransferItem> items = new ArrayList<>();
        plan.contents().items(bucket, items::add);
        return items;
    }

    @Test
    void whatWasFoundIsHandedOutBeforeTheCrawlIsOverAndThePlanCanBeGoneOnWithAfterwards() throws Exception {
        BackgroundCrawl backgroundCrawl = BackgroundCrawl.begin(this::play, System::nanoTime);
        List<TransferItem> early = new ArrayList<>();
        List<TransferItem> all = new ArrayList<>();
        try (CopyPlan plan = plan(backgroundCrawl, false)) {
            found.addAll(tree.subList(0, tree.size() / 2));
            Bucket first = await(plan);
            early.addAll(items(plan, first));
            assertThat(early).isNotEmpty();
            assertThat(backgroundCrawl.isOver()).isFalse();
            assertThat(directory.plan())
                    .as("nobody can go on with half a crawl")
                    .isEmpty();
            plan.done(first);

            found.addAll(tree.subList(tree.size() / 2, tree.size()));
            found.add(END);
            backgroundCrawl.crawlResult();
            plan.look();
            plan.look();
            all.addAll(early);
            while (!plan.bucketSource().isOver()) {
                all.addAll(
                        items(plan, plan.bucketSource().next(Set.of(), WORKERS).orElseThrow()));
            }
        }

        fillDestination();
        EarlierWork earlier = new EarlierWork(roots.destination());
        try (CopyPlan again = CopyPlan.resume(directory.plan().orElseThrow(), roots, RULES, directory, earlier)) {
            assertThat(again.done().entries()).isPositive();
            assertThat(earlier.lost()).isZero();
            assertThat(itemsOfAll(again, early)).containsExactlyInAnyOrderElementsOf(all);
        }
        directory.close();
    }

    @Test
    void whatIsDoneIsDealtAgainWhenTheDestinationHasLostIt() throws Exception {
        found.addAll(tree);
        found.add(END);
        BackgroundCrawl backgroundCrawl = BackgroundCrawl.begin(this::play, System::nanoTime);
        backgroundCrawl.crawlResult();
        List<TransferItem> all;
        try (CopyPlan plan = plan(backgroundCrawl, false)) {
            Bucket first = await(plan);
            plan.done(first);
            all = itemsOfAll(plan, items(plan, first));
        }
        EarlierWork earlier = new EarlierWork(roots.destination());
        try (CopyPlan again = CopyPlan.resume(directory.plan().orElseThrow(), roots, RULES, directory, earlier)) {
            assertThat(earlier.lost()).isPositive();
            assertThat(itemsOfAll(again, List.of())).containsExactlyInAnyOrderElementsOf(all);
        }
        directory.close();
    }

    /** Everything is a directory here: only that it is there counts. */
    private void fillDestination() throws IOException {
        for (Listing listing : tree) {
            for (Entry entry : listing.entries()) {
                Files.createDirectories(
                        listing.directory().resolve(entry.name()).under(roots.destination()));
            }
        }
    }

    private static List<TransferItem> itemsOfAll(CopyPlan plan, List<TransferItem> before) throws IOException {
        List<TransferItem> all = new ArrayList<>(before);
        BucketSource source = plan.bucketSource();
        while (!source.isOver()) {
            all.addAll(items(plan, source.next(Set.of(), WORKERS).orElseThrow()));
        }
        return all;
    }

    @Test
    void ofACrawlThatWasStoppedNothingIsKept() throws Exception {
        found.addAll(tree);
        found.add(END);
        BackgroundCrawl backgroundCrawl = BackgroundCrawl.begin(this::play, System::nanoTime);
        backgroundCrawl.crawlResult();
        try (CopyPlan plan = plan(backgroundCrawl, true)) {
            plan.look();
        }
        assertThat(directory.plan()).isEmpty();
        directory.close();
    }

    @Test
    void aCrawlThatFailsFailsThePlan() throws Exception {
        broken.countDown();
        found.add(END);
        BackgroundCrawl backgroundCrawl = BackgroundCrawl.begin(this::play, System::nanoTime);
        assertThat(backgroundCrawl.isOverWithin(Duration.ofSeconds(30))).isTrue();
        assertThatThrownBy(() -> plan(backgroundCrawl, false))
                .isInstanceOf(IOException.class)
                .hasMessage("no room for the manifest");
        directory.close();
    }
}
