package dev.brigade.sync;

import dev.brigade.model.Bucket;
import dev.brigade.model.FileName;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Problem;
import dev.brigade.model.RunEvent;
import dev.brigade.model.Totals;
import dev.brigade.plan.Sizing;
import dev.brigade.state.DamagedRunException;
import dev.brigade.state.Journal;
import dev.brigade.state.Manifest;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * What the copy pass has to do, bucket by bucket, and which of it is done. The same manifests are always cut into the same buckets, so
 * that of a plan no more is kept than how it was made.
 *
 * @param survey what there is to copy
 * @param policy what becomes of large files
 * @param buckets all buckets, in their order
 * @param journal which of them are done; none where nobody will go on with the run
 */
record CopyPlan(Survey survey, LargeFilePolicy policy, List<Bucket> buckets, Optional<Journal> journal)
        implements AutoCloseable {

    /** Plans without keeping anything. */
    static CopyPlan make(Survey survey, Sizing sizing, LargeFilePolicy policy) throws IOException {
        return new CopyPlan(survey, policy, Passes.plan(survey, sizing, policy, listing -> true), Optional.empty());
    }

    /** Keeps a plan, so that a later run can go on with it. */
    CopyPlan keep(Sizing sizing, RunDirectory directory) throws IOException {
        List<RunPlan.Crawled> manifests = new ArrayList<>();
        for (Manifest manifest : survey.manifests()) {
            manifests.add(manifest.keep());
        }
        List<RunPlan.Unreadable> unreadable = survey.unreadable().things().stream()
                .map(problem -> new RunPlan.Unreadable(text(PassFindings.nameOf(problem)), problem.reason()))
                .toList();
        directory.keep(new RunPlan(
                Places.of(survey.roots()),
                manifests,
                unreadable,
                survey.unreadable().more(),
                sizing.entries(),
                sizing.bytes(),
                sizing.argumentBytes(),
                policy.name(),
                buckets.size(),
                digest(buckets)));
        try {
            return new CopyPlan(survey, policy, buckets, Optional.of(directory.journal(buckets.size())));
        } catch (DamagedRunException e) {
            throw new IllegalStateException("a journal that has just begun", e);
        }
    }

    /**
     * Takes over the plan of an unfinished run.
     *
     * @throws DamagedRunException where it is not what that run kept, or the directories are not those it had
     */
    static CopyPlan reload(RunPlan kept, Roots roots, RunDirectory directory) throws IOException, DamagedRunException {
        Places.check(roots, kept.places());
        if (kept.manifests().size() != roots.sources().size()) {
            throw new DamagedRunException("its plan is damaged");
        }
        List<Manifest> manifests = new ArrayList<>();
        Survey survey = new Survey(roots, manifests, new Collected<>());
        try {
            for (RunPlan.Crawled crawled : kept.manifests()) {
                manifests.add(Manifest.reopen(directory.manifest("copy-" + manifests.size()), crawled));
            }
            for (RunPlan.Unreadable thing : kept.unreadable()) {
                FileName name = FileName.of(thing.name().getBytes(StandardCharsets.ISO_8859_1));
                survey.unreadable().add(name, new Problem(name, thing.reason()));
            }
            survey.unreadable().addUnnamed(kept.unnamed());
            Sizing sizing = new Sizing(kept.bucketEntries(), kept.bucketBytes(), kept.argumentBytes());
            CopyPlan plan = make(survey, sizing, policy(kept));
            if (plan.buckets.size() != kept.buckets() || digest(plan.buckets) != kept.bucketsDigest()) {
                throw new DamagedRunException("its plan is damaged");
            }
            return new CopyPlan(survey, plan.policy, plan.buckets, Optional.of(directory.journal(plan.buckets.size())));
        } catch (DamagedRunException | IOException e) {
            survey.close();
            throw e;
        }
    }

    private static LargeFilePolicy policy(RunPlan kept) throws DamagedRunException {
        for (LargeFilePolicy policy : LargeFilePolicy.values()) {
            if (policy.name().equals(kept.large())) {
                return policy;
            }
        }
        throw new DamagedRunException("its plan is damaged");
    }

    /** Of everything that says which entries are in which bucket. */
    private static long digest(List<Bucket> buckets) {
        CRC32C sum = new CRC32C();
        for (Bucket bucket : buckets) {
            sum.update((bucket.source() + " " + bucket.kind() + " " + bucket.slices() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return sum.getValue();
    }

    private static String text(FileName name) {
        return new String(name.toBytes(), StandardCharsets.ISO_8859_1);
    }

    /** The buckets that are not done. */
    List<Bucket> waiting() {
        List<Bucket> waiting = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (!isDone(i)) {
                waiting.add(buckets.get(i));
            }
        }
        return waiting;
    }

    /** Entries and bytes of those that are. */
    Totals done() {
        Totals done = Totals.NONE;
        for (int i = 0; i < buckets.size(); i++) {
            if (isDone(i)) {
                done = done.plus(
                        new Totals(buckets.get(i).entries(), 0, buckets.get(i).bytes()));
            }
        }
        return done;
    }

    private boolean isDone(int bucket) {
        return journal.isPresent() && journal.get().isDone(bucket);
    }

    /** Whether an earlier part of the run found that only a comparison of content can tell whether the copy is right. */
    boolean comparesContent() {
        return journal.isPresent() && journal.get().comparesContent();
    }

    /**
     * Writes down what is done.
     *
     * @param comparesContent whether, by now, only a comparison of content can tell whether the copy is right
     */
    Consumer<RunEvent> recorder(BooleanSupplier comparesContent) {
        if (journal.isEmpty()) {
            return event -> {};
        }
        Journal book = journal.get();
        IdentityHashMap<Bucket, Integer> numbers = new IdentityHashMap<>();
        for (int i = 0; i < buckets.size(); i++) {
            numbers.put(buckets.get(i), i);
        }
        return event -> {
            if (event instanceof RunEvent.BucketFinished finished) {
                try {
                    if (comparesContent.getAsBoolean()) {
                        book.compareContent();
                    }
                    Integer number = numbers.get(finished.bucket());
                    if (number != null && finished.complete() && !finished.failed()) {
                        book.done(number);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        try (survey) {
            if (journal.isPresent()) {
                journal.get().close();
            }
        }
    }
}
