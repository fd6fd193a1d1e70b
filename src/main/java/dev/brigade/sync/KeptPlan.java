package dev.brigade.sync;

import dev.brigade.manifest.DamagedRunException;
import dev.brigade.manifest.InnerMounts;
import dev.brigade.manifest.Manifest;
import dev.brigade.manifest.ManifestFacts;
import dev.brigade.model.FileName;
import dev.brigade.model.NamedFindings;
import dev.brigade.model.Problem;
import dev.brigade.plan.PlanRules;
import dev.brigade.preflight.RootIdentity;
import dev.brigade.preflight.Roots;
import dev.brigade.state.RunDirectory;
import dev.brigade.state.RunPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Translates a copy plan to what is kept of it in the run directory, and back. */
final class KeptPlan {
    private KeptPlan() {}

    /** Returns how a plan was made; makes sure that the manifests are on the disk. */
    static RunPlan of(CrawlResult crawled, PlanRules rules, int workItems, long digest) throws IOException {
        List<ManifestFacts> manifests = new ArrayList<>();
        for (Manifest manifest : crawled.manifests()) {
            manifests.add(manifest.keep());
        }
        List<RunPlan.Unreadable> unreadable = crawled.unreadable().things().stream()
                .map(problem ->
                        new RunPlan.Unreadable(PassFindings.nameOf(problem).toString(), problem.reason()))
                .toList();
        return new RunPlan(
                RootIdentity.of(crawled.roots()),
                manifests,
                unreadable,
                crawled.unreadable().more(),
                rules.limits(),
                rules.large(),
                rules.mounts().points().stream().map(FileName::toString).toList(),
                workItems,
                digest);
    }

    /** Returns the rules of a kept plan. Whether buckets have a size of the user's is not kept. */
    static PlanRules rules(RunPlan kept, PlanRules now) {
        return new PlanRules(
                kept.limits(),
                now.sized(),
                kept.large(),
                new InnerMounts(kept.mounts().stream().map(KeptPlan::name).toList()));
    }

    /**
     * Returns what the crawl of an unfinished run found.
     *
     * @throws DamagedRunException if it is not what that run kept
     */
    static CrawlResult crawlResult(RunPlan kept, Roots roots, RunDirectory directory)
            throws IOException, DamagedRunException {
        if (kept.manifests().size() != roots.transfers().size()) {
            throw damaged();
        }
        List<Manifest> manifests = new ArrayList<>();
        CrawlResult crawled = new CrawlResult(roots, manifests, new NamedFindings<>());
        try {
            for (ManifestFacts facts : kept.manifests()) {
                manifests.add(Manifest.reopen(directory.manifest("copy-" + manifests.size()), facts));
            }
        } catch (DamagedRunException | IOException e) {
            crawled.close();
            throw e;
        }
        for (RunPlan.Unreadable thing : kept.unreadable()) {
            FileName name = name(thing.name());
            crawled.unreadable().add(name, new Problem(name, thing.reason()));
        }
        crawled.unreadable().addUnnamed(kept.unnamed());
        return crawled;
    }

    /** Reads a name that was kept with one character a byte, as {@link FileName#toString} writes it. */
    private static FileName name(String kept) {
        return FileName.of(kept.getBytes(StandardCharsets.ISO_8859_1));
    }

    static DamagedRunException damaged() {
        return new DamagedRunException("its plan is damaged");
    }
}
