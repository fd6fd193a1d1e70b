package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.LargeFilePolicy;
import dev.brigade.model.Problem;
import dev.brigade.model.Totals;
import dev.brigade.plan.Piece;
import dev.brigade.plan.Sizing;
import dev.brigade.plan.Supply;
import dev.brigade.run.BucketContents;
import dev.brigade.run.PassRunner;
import dev.brigade.state.DamagedRunException;
import dev.brigade.state.Journal;
import dev.brigade.state.Manifest;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The plan of a source that is known as a whole.
 *
 * @param survey what there is to copy
 * @param crawlTime how long it took to find out
 * @param policy what becomes of large files
 * @param sizing how large pieces are
 * @param pieces all pieces, in their order
 * @param supply gives out those that are not done
 * @param journal which are done; none where nobody will go on with the run
 */
record WholePlan(
        Survey survey,
        Duration crawlTime,
        LargeFilePolicy policy,
        Sizing sizing,
        List<Piece> pieces,
        Supply supply,
        Optional<Journal> journal)
        implements CopyPlan {

    /** Plans without keeping anything. */
    static WholePlan make(Survey survey, Duration crawlTime, Supplies supplies, LargeFilePolicy policy)
            throws IOException {
        List<Piece> pieces = Passes.pieces(survey, supplies.sizing(), policy, listing -> true);
        return new WholePlan(
                survey, crawlTime, policy, supplies.sizing(), pieces, supplies.of(pieces), Optional.empty());
    }

    /** Keeps the plan, so that a later run can go on with it. */
    WholePlan keep(RunDirectory directory) throws IOException {
        CRC32C sum = new CRC32C();
        pieces.forEach(piece -> CopyPlan.digest(piece, sum));
        keep(survey, sizing, policy, pieces.size(), sum.getValue(), directory);
        return new WholePlan(
                survey, crawlTime, policy, sizing, pieces, supply, Optional.of(newJournal(directory, pieces.size())));
    }

    /** Keeps how a plan was made. */
    static void keep(
            Survey survey, Sizing sizing, LargeFilePolicy policy, int pieces, long digest, RunDirectory directory)
            throws IOException {
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
                sizing.cutEntries(),
                policy.name(),
                pieces,
                digest));
    }

    static Journal newJournal(RunDirectory directory, int pieces) throws IOException {
        try {
            return directory.journal(pieces);
        } catch (DamagedRunException e) {
            throw new IllegalStateException("a journal that has just begun", e);
        }
    }

    /**
     * Takes over the plan of an unfinished run.
     *
     * @param supplies how pieces become buckets; how large pieces are, that run has said
     * @throws DamagedRunException where it is not what that run kept, or the directories are not those it had
     */
    static WholePlan reload(RunPlan kept, Roots roots, Supplies supplies, RunDirectory directory)
            throws IOException, DamagedRunException {
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
            Sizing sizing =
                    new Sizing(kept.bucketEntries(), kept.bucketBytes(), kept.argumentBytes(), kept.cutEntries());
            LargeFilePolicy policy = policy(kept);
            List<Piece> pieces = Passes.pieces(survey, sizing, policy, listing -> true);
            CRC32C sum = new CRC32C();
            pieces.forEach(piece -> CopyPlan.digest(piece, sum));
            if (pieces.size() != kept.pieces() || sum.getValue() != kept.piecesDigest()) {
                throw new DamagedRunException("its plan is damaged");
            }
            Journal journal = directory.journal(pieces.size());
            Supply supply = supplies.sized(sizing).of(waiting(pieces, journal));
            return new WholePlan(survey, Duration.ZERO, policy, sizing, pieces, supply, Optional.of(journal));
        } catch (DamagedRunException | IOException e) {
            survey.close();
            throw e;
        }
    }

    private static List<Piece> waiting(List<Piece> pieces, Journal journal) {
        return pieces.stream().filter(piece -> !journal.isDone(piece.number())).toList();
    }

    private static LargeFilePolicy policy(RunPlan kept) throws DamagedRunException {
        for (LargeFilePolicy policy : LargeFilePolicy.values()) {
            if (policy.name().equals(kept.large())) {
                return policy;
            }
        }
        throw new DamagedRunException("its plan is damaged");
    }

    private static String text(FileName name) {
        return new String(name.toBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public BucketContents contents() {
        return survey;
    }

    @Override
    public PassRunner.Feed feed() {
        return PassRunner.Feed.NONE;
    }

    @Override
    public Totals totals() {
        return Passes.totals(pieces);
    }

    @Override
    public Totals done() {
        return Passes.totals(pieces.stream()
                .filter(piece -> journal.isPresent() && journal.get().isDone(piece.number()))
                .toList());
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
