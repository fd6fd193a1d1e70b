package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.Bucket;
import dev.brigade.model.Earlier;
import dev.brigade.model.FileName;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Listing;
import dev.brigade.model.RandomListings;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Unit;
import dev.brigade.plan.Deal;
import dev.brigade.plan.Sizing;
import dev.brigade.plan.Supply;
import dev.brigade.state.ManifestWriter;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plan of what a crawl has found so far. The crawl is played: it finds what it is handed, listing by listing. */
@Timeout(60)
final class GrowingPlanTest {
    private static final Supply.Crew CREW = new Supply.Crew(4, 4);
    private static final Supplies SUPPLIES = new Supplies(new Sizing(64, 1 << 24, 1 << 20), false);
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
                        new Earlier.StartOver())
                .directory();
    }

    private Survey play(Consumer<ManifestWriter> begun) throws IOException, InterruptedException {
        try (ManifestWriter writer = new ManifestWriter(directory.manifest("copy-0"))) {
            begun.accept(writer);
            for (Listing listing = found.take(); listing != END; listing = found.take()) {
                writer.add(listing);
            }
            if (broken.getCount() == 0) {
                throw new IOException("no room for the manifest");
            }
            return new Survey(roots, List.of(writer.finish()), new Collected<>());
        }
    }

    private GrowingPlan plan(Crawling crawling, boolean stopped) throws IOException {
        return new GrowingPlan(
                crawling, roots, SUPPLIES, LargeFilePolicy.APART_BY_LIMIT, Optional.of(directory), () -> stopped);
    }

    /** Looks until a bucket comes; what the crawl was handed reaches its manifest a little later. */
    private static Bucket await(GrowingPlan plan) throws IOException {
        Optional<Bucket> next = Optional.empty();
        while (next.isEmpty()) {
            plan.look();
            next = plan.supply().next(Set.of(), CREW);
        }
        return next.get();
    }

    private static List<Unit> units(CopyPlan plan, Bucket bucket) throws IOException {
        List<Unit> units = new ArrayList<>();
        plan.contents().units(bucket, units::add);
        return units;
    }

    @Test
    void whatWasFoundIsHandedOutBeforeTheCrawlIsOverAndThePlanCanBeGoneOnWithAfterwards() throws Exception {
        Crawling crawling = Crawling.begin(this::play, System::nanoTime);
        List<Unit> early = new ArrayList<>();
        List<Unit> all = new ArrayList<>();
        try (GrowingPlan plan = plan(crawling, false)) {
            found.addAll(tree.subList(0, tree.size() / 2));
            Bucket first = await(plan);
            early.addAll(units(plan, first));
            assertThat(early).isNotEmpty();
            assertThat(crawling.isOver()).isFalse();
            assertThat(directory.plan())
                    .as("nobody can go on with half a crawl")
                    .isEmpty();
            plan.recorder(() -> false)
                    .accept(new RunEvent.BucketFinished(first, true, "", false, Duration.ofSeconds(1)));

            found.addAll(tree.subList(tree.size() / 2, tree.size()));
            found.add(END);
            crawling.survey();
            plan.look();
            plan.look();
            all.addAll(early);
            while (!plan.supply().isOver()) {
                all.addAll(units(plan, plan.supply().next(Set.of(), CREW).orElseThrow()));
            }
        }

        try (WholePlan again = WholePlan.reload(directory.plan().orElseThrow(), roots, SUPPLIES, directory)) {
            List<Unit> rest = new ArrayList<>();
            while (!again.supply().isOver()) {
                rest.addAll(units(again, again.supply().next(Set.of(), CREW).orElseThrow()));
            }
            rest.addAll(early);
            assertThat(rest).containsExactlyInAnyOrderElementsOf(all);
            assertThat(again.done().entries()).isPositive();

            Deal whole = (Deal) SUPPLIES.of(again.pieces());
            List<Unit> wanted = new ArrayList<>();
            while (!whole.isOver()) {
                wanted.addAll(units(again, whole.next(Set.of(), CREW).orElseThrow()));
            }
            assertThat(all).containsExactlyInAnyOrderElementsOf(wanted);
        }
        directory.close();
    }

    @Test
    void ofACrawlThatWasStoppedNothingIsKept() throws Exception {
        found.addAll(tree);
        found.add(END);
        Crawling crawling = Crawling.begin(this::play, System::nanoTime);
        crawling.survey();
        try (GrowingPlan plan = plan(crawling, true)) {
            plan.look();
        }
        assertThat(directory.plan()).isEmpty();
        directory.close();
    }

    @Test
    void aCrawlThatFailsFailsTheLook() throws Exception {
        broken.countDown();
        found.add(END);
        Crawling crawling = Crawling.begin(this::play, System::nanoTime);
        assertThat(crawling.isOverWithin(Duration.ofSeconds(30))).isTrue();
        GrowingPlan plan = plan(crawling, false);
        assertThatThrownBy(plan::look).isInstanceOf(IOException.class).hasMessage("no room for the manifest");
        directory.close();
    }
}
