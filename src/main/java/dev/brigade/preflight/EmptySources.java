package dev.brigade.preflight;

import dev.brigade.model.Reasons;
import dev.brigade.model.RefusedException;
import dev.brigade.model.RefusedException.Fault;
import dev.brigade.model.Source;
import dev.brigade.model.SyncRequest;
import java.io.IOException;

/** Refuses to delete what an empty source does not have: an unmounted source looks the same. */
final class EmptySources {
    private EmptySources() {}

    static void check(SyncRequest request, Roots roots) throws RefusedException {
        if (!request.delete() || request.deletion().emptySource()) {
            return;
        }
        for (Source source : roots.sources()) {
            if (isEmpty(source)) {
                throw new RefusedException(
                        Fault.NOT_READY,
                        "source " + source.given()
                                + " is empty: is something unmounted? Mount it, or use --allow-empty-source");
            }
        }
    }

    private static boolean isEmpty(Source source) throws RefusedException {
        try {
            return RootPath.isEmpty(source.directory());
        } catch (IOException e) {
            throw new RefusedException(
                    Fault.SOURCE_UNREADABLE, "source " + source.given() + " cannot be read: " + Reasons.of(e));
        }
    }
}
