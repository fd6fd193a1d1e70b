package dev.brigade.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.exec.Children;
import dev.brigade.manifest.TransferItemSink;
import dev.brigade.model.FileName;
import dev.brigade.model.Pass;
import dev.brigade.model.RpcCount;
import dev.brigade.model.Source;
import dev.brigade.model.StopReason;
import dev.brigade.plan.Bucket;
import dev.brigade.plan.BucketSource;
import dev.brigade.rsync.FilterRules;
import dev.brigade.rsync.RsyncCommand;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pass whose own thread hangs in a storage, where nobody can end it. */
@Timeout(60)
final class HangingPassTest {
    @TempDir
    private Path folder;

    private final CountDownLatch never = new CountDownLatch(1);
    private final Cancellation stop = new Cancellation();
    private final Children children = new Children(System.getenv());

    /** Its names are read from a storage that does not answer. */
    private final BucketContents hanging = new BucketContents() {
        @Override
        public Source source(Bucket bucket) {
            return new Source("s/", folder, FileName.ROOT);
        }

        @Override
        public boolean impliedDirectories(Bucket bucket) {
            return true;
        }

        @Override
        public void items(Bucket bucket, TransferItemSink sink) {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void listings(Bucket bucket, ListingSink sink) {
            throw new IllegalStateException("only the direct engine asks");
        }
    };

    @AfterEach
    void close() {
        never.countDown();
        children.close();
    }

    private Set<Long> run(Optional<Duration> timeout) throws IOException {
        RsyncCommand command = new RsyncCommand(
                Path.of("/no/rsync"),
                RsyncVersion.OLDEST,
                RsyncOptions.defaults(),
                FilterRules.NONE,
                folder,
                Set.of(RsyncCommand.Setting.IN_PLACE),
                OptionalLong.empty());
        RunSettings settings = new RunSettings(
                OptionalInt.of(2),
                2,
                OptionalLong.empty(),
                false,
                1000,
                folder,
                List.of(),
                false,
                new RetryPolicy(3, Duration.ofMillis(1)),
                Optional.empty());
        Bucket bucket = new Bucket(0, Bucket.Kind.DIRECTORIES, List.of(), List.of(), 1, 1, Set.of());
        PassRunner runner = new PassRunner(
                children,
                RootGuard.of(List.of(folder)),
                settings,
                new StallSettings(timeout, "a mount", stop),
                System::nanoTime,
                () -> RpcCount.NONE);
        return runner.run(
                Pass.COPY,
                BucketSource.of(List.of(bucket)),
                PassRunner.Feed.NONE,
                hanging,
                command,
                new DestinationMounts(List.of(folder), false, false, 0),
                event -> {});
    }

    @Test
    void isLeftBehindWhenItsTimeIsOver() throws IOException {
        assertThat(run(Optional.of(Duration.ofSeconds(1)))).isEmpty();

        assertThat(stop.isLost()).isTrue();
    }

    @Test
    void isLeftBehindWhenTheRunIsInterrupted() throws IOException {
        stop.request(StopReason.INTERRUPTED, "a signal arrived");

        assertThat(run(Optional.empty())).isEmpty();
    }
}
