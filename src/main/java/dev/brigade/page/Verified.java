package dev.brigade.page;

import dev.brigade.model.Figures;
import dev.brigade.model.History;
import dev.brigade.model.Outcome;
import dev.brigade.model.VerifyLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a run has verified, and what nobody should rely on. */
final class Verified {
    /** Words of a command line that skip entries. */
    private static final Pattern FILTERS = Pattern.compile(
            "^--(?:exclude|include)|^--rsync=.*--(?:exclude|include|filter|cvs-exclude|max-size|min-size)");

    private Verified() {}

    static Html of(RunPage run) {
        List<Html> was = new ArrayList<>();
        List<Html> wasNot = new ArrayList<>();
        Optional<Outcome> outcome = run.outcome();
        boolean whole = outcome.filter(
                        one -> one.verify().isPresent() && one.stopped().isEmpty())
                .isPresent();
        if (whole) {
            boolean all = Figures.of(outcome.get()).failed() == 0;
            was.add(item("Names and kinds of all entries" + (all ? "" : ", except those that failed or still differ")
                    + ": what the source has, the destination has."));
            was.add(item("Of each entry: " + outcome.get().comparison() + ". rsync compared them after the copy."));
            outcome.filter(one -> one.task().deletes())
                    .ifPresent(one -> was.add(item("That the destination has nothing that the source does not have.")));
            outcome.filter(one -> !one.task().deletes())
                    .ifPresent(one -> wasNot.add(item("Entries that only the destination has: --delete finds them.")));
        } else {
            wasNot.add(item(
                    outcome.filter(one -> one.stopped().isEmpty()).isPresent()
                            ? "Nothing was verified."
                            : "The verification did not come to its end."));
        }
        boolean content = whole && outcome.get().task().verify() == VerifyLevel.CHECKSUM
                || whole && outcome.get().comparison().startsWith("content");
        if (!content) {
            wasNot.add(item(
                    "The content of files: a byte that changed while size and time stayed the same. --verify checksum"
                            + " compares it."));
        }
        kept(run.history(), whole ? was : wasNot, wasNot);
        if (run.command().stream().anyMatch(word -> FILTERS.matcher(word).find())) {
            wasNot.add(item("Entries that the patterns or limits of the command line skip: they are not copied."));
        }
        wasNot.add(item("NFSv4 ACLs: rsync does not copy them."));
        wasNot.add(item("What the source held before or after the run, and what a storage loses later."));
        return Html.of(
                "<div class=\"columns\"><div><h3>Verified</h3>{}</div><div><h3>Not verified</h3><ul>{}</ul></div></div>",
                was.isEmpty() ? Html.of("<p class=\"empty\">Nothing.</p>") : Html.of("<ul>{}</ul>", was),
                wasNot);
    }

    private static void kept(History history, List<Html> was, List<Html> wasNot) {
        boolean acls = history.parts().stream().anyMatch(part -> part.start().acls());
        boolean xattrs = history.parts().stream().anyMatch(part -> part.start().xattrs());
        (acls ? was : wasNot).add(item(acls ? "POSIX ACLs." : "POSIX ACLs: they are not copied without rsync's -A."));
        (xattrs ? was : wasNot)
                .add(item(
                        xattrs
                                ? "Extended attributes."
                                : "Extended attributes: they are not copied without rsync's -X."));
    }

    private static Html item(String text) {
        return Html.of("<li>{}</li>", text);
    }
}
