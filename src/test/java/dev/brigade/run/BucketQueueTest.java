package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The buckets that wait. */
final class BucketQueueTest {
    private static final BucketSource.Workers TWO_WORKERS = new BucketSource.Workers(2, 2, true);

    @Test
    void keepsTheOrderOfThePlan() throws InterruptedException {
        List<Bucket> buckets = List.of(bucket(3), bucket(2), bucket(1));
        Queue queue = new Queue(buckets);
        assertThat(queue.take()).contains(buckets.get(0));
        assertThat(queue.take()).contains(buckets.get(1));
        assertThat(queue.take()).contains(buckets.get(2));
        buckets.forEach(queue::done);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void doesNotSendTwoIntoOneDirectoryWhileThereIsOtherWork() throws InterruptedException {
        Bucket first = bucket(5, "a");
        Bucket second = bucket(4, "a", "b");
        Bucket third = bucket(3, "b");
        Bucket fourth = bucket(2);
        Queue queue = new Queue(List.of(first, second, third, fourth));
        assertThat(queue.take()).contains(first);
        assertThat(queue.take()).contains(third);
        queue.done(first);
        // Its second directory is still worked in.
        assertThat(queue.take()).contains(fourth);
        queue.done(third);
        assertThat(queue.take()).contains(second);
    }

    @Test
    void sendsTheFirstWhereAllWouldMeetSomebody() throws InterruptedException {
        List<Bucket> buckets = List.of(bucket(3, "a"), bucket(2, "a"), bucket(1, "a"));
        Queue queue = new Queue(buckets);
        assertThat(queue.take()).contains(buckets.get(0));
        assertThat(queue.take()).contains(buckets.get(1));
        assertThat(queue.take()).contains(buckets.get(2));
    }

    @Test
    void countsHowManyWorkInADirectory() throws InterruptedException {
        Bucket first = bucket(9, "a");
        Bucket second = bucket(8, "a");
        Bucket third = bucket(7, "a");
        Bucket fourth = bucket(6, "b");
        Bucket fifth = bucket(5, "b");
        Queue queue = new Queue(List.of(first, second, third, fourth, fifth));
        assertThat(queue.take()).contains(first);
        assertThat(queue.take()).contains(fourth);
        assertThat(queue.take()).contains(second);
        queue.done(fourth);
        queue.done(first);
        // One of the two in a has ended, the other still works there.
        assertThat(queue.take()).contains(fifth);
        assertThat(queue.take()).contains(third);
    }

    @Test
    void looksOnlySoFarAhead() throws InterruptedException {
        List<Bucket> buckets = new ArrayList<>(
                IntStream.range(0, 300).mapToObj(i -> bucket(i, "a")).toList());
        Bucket undisturbed = bucket(1_000);
        buckets.add(undisturbed);
        Queue queue = new Queue(buckets);
        for (int taken = 0; taken < 45; taken++) {
            assertThat(queue.take()).contains(buckets.get(taken));
        }
        // 255 still wait before it.
        assertThat(queue.take()).contains(undisturbed);
    }

    @Test
    void givesAShareOfTheWriteRateAndWaitsWhenNoneIsLeft() throws Exception {
        BucketQueue queue = new BucketQueue(
                BucketSource.of(List.of(bucket(2), bucket(1))),
                new BandwidthShares(OptionalLong.of(1)),
                System::nanoTime);
        Attempt first = queue.take(() -> TWO_WORKERS).orElseThrow();
        assertThat(first.kibibytesPerSecond()).hasValue(1);
        CompletableFuture<Attempt> second = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.take(() -> TWO_WORKERS).orElseThrow();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(second).isNotCompleted();
        queue.done(first);
        assertThat(second.get(1, TimeUnit.MINUTES).kibibytesPerSecond()).hasValue(1);
    }

    @Test
    void leavesNoShareToAnAttemptThatWaitsForItsRetry() throws InterruptedException {
        BucketQueue queue = new BucketQueue(
                BucketSource.of(List.of(bucket(1))), new BandwidthShares(OptionalLong.of(100)), System::nanoTime);
        Attempt first = queue.take(() -> TWO_WORKERS).orElseThrow();
        queue.add(first.next(RetryDecision.Smaller.NAMES), Duration.ZERO);
        queue.done(first);
        assertThat(queue.take(() -> TWO_WORKERS).orElseThrow().kibibytesPerSecond())
                .hasValue(100);
    }

    @Test
    void givesEachBucketToOneThreadOnly() throws InterruptedException {
        List<Bucket> buckets = IntStream.range(0, 2_000)
                .mapToObj(i -> bucket(i, "d" + i % 7, "e" + i % 3))
                .toList();
        Queue queue = new Queue(buckets);
        ConcurrentLinkedQueue<Bucket> taken = new ConcurrentLinkedQueue<>();
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            Bucket bucket = taken(queue);
            taken.add(bucket);
            queue.done(bucket);
        });
        assertThat(taken).containsExactlyInAnyOrderElementsOf(buckets);
        assertThat(queue.take()).isEmpty();
    }

    private static Bucket taken(Queue queue) {
        try {
            return queue.take().orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A queue of buckets rather than attempts. */
    private static final class Queue {
        private final BucketQueue queue;

        Queue(List<Bucket> buckets) {
            queue = new BucketQueue(
                    BucketSource.of(buckets), new BandwidthShares(OptionalLong.empty()), System::nanoTime);
        }

        Optional<Bucket> take() throws InterruptedException {
            return queue.take(() -> new BucketSource.Workers(1, 1, true)).map(Attempt::bucket);
        }

        void done(Bucket bucket) {
            queue.done(Attempt.first(bucket));
        }
    }

    private static Bucket bucket(long entries, String... split) {
        Set<FileName> names = Stream.of(split).map(FileName::of).collect(Collectors.toSet());
        return new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), entries, 0, names);
    }
}
