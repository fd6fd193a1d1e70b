package dev.brigade.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that may hang for ever. */
@Timeout(60)
final class DetachableTaskTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void givesWhatTheWorkGives() throws Exception {
        assertThat(DetachableTask.call(() -> "done", new CompletableFuture<>(), Duration.ZERO))
                .contains("done");
    }

    @Test
    void letsWorkEndThatStillCan() throws Exception {
        CompletableFuture<Boolean> loss = new CompletableFuture<>();
        assertThat(DetachableTask.call(
                        () -> {
                            loss.complete(true);
                            Thread.sleep(50);
                            return "done";
                        },
                        loss,
                        LONG))
                .contains("done");
    }

    @Test
    void leavesWorkBehindThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(DetachableTask.call(
                        () -> {
                            never.await();
                            return "done";
                        },
                        CompletableFuture.completedFuture(true),
                        Duration.ofMillis(50)))
                .isEmpty();
        never.countDown();
    }

    @Test
    void waitsAsLongAsNothingIsLost() throws Exception {
        assertThat(DetachableTask.call(
                        () -> {
                            Thread.sleep(300);
                            return "done";
                        },
                        new CompletableFuture<>(),
                        Duration.ZERO))
                .contains("done");
    }

    @Test
    void failsAsTheWorkDoes() {
        for (Exception failure : List.of(
                RefusedException.usage("x"),
                new IOException("x"),
                new InterruptedException("x"),
                new IllegalStateException("x"))) {
            assertThatThrownBy(() -> DetachableTask.call(
                            () -> {
                                throw DetachableTaskTest.<RuntimeException>sneaky(failure);
                            },
                            new CompletableFuture<>(),
                            LONG))
                    .isSameAs(failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E sneaky(Exception failure) throws E {
        throw (E) failure;
    }
}
