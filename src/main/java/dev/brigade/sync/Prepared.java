package dev.brigade.sync;

import dev.brigade.model.FileName;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import dev.brigade.rsync.FilterRule;
import dev.brigade.rsync.FilterRules;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that passed preflight.
 *
 * @param request what was asked for
 * @param roots its directories
 * @param rsync rsync's path
 * @param priority what lowers the priority of each rsync process
 * @param version its version
 * @param options the options it keeps
 * @param filters what is left out
 */
record Prepared(
        SyncRequest request,
        Roots roots,
        Path rsync,
        List<String> priority,
        RsyncVersion version,
        RsyncOptions options,
        FilterRules filters) {

    /** The same run, which leaves out a directory of its own wherever that lies in a source or in the destination. */
    Prepared leavingOut(Path own) {
        List<FilterRule> rules = new ArrayList<>();
        for (Source source : roots.sources()) {
            FileName.below(source.root(), own)
                    .filter(source::covers)
                    .map(FilterRule::excludeExactly)
                    .ifPresent(rules::add);
        }
        FileName.below(roots.destination(), own).map(FilterRule::excludeExactly).ifPresent(rules::add);
        return new Prepared(
                request,
                roots,
                rsync,
                priority,
                version,
                options,
                FilterRules.of(rules).plus(filters));
    }
}
