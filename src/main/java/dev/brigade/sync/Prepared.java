package dev.brigade.sync;

import dev.brigade.model.SyncRequest;
import dev.brigade.rsync.FilterRules;
import dev.brigade.rsync.RsyncOptions;
import dev.brigade.rsync.RsyncVersion;
import java.nio.file.Path;

/**
 * A request that passed preflight.
 *
 * @param request what was asked for
 * @param roots its directories
 * @param rsync rsync's path
 * @param version its version
 * @param options the options it keeps
 * @param filters what is left out
 */
record Prepared(
        SyncRequest request,
        Roots roots,
        Path rsync,
        RsyncVersion version,
        RsyncOptions options,
        FilterRules filters) {}
