package dev.brigade.report;

import dev.brigade.format.Names;
import dev.brigade.format.Quantities;
import dev.brigade.model.EntryLists;
import dev.brigade.model.FailureGroup;
import dev.brigade.model.FileName;
import dev.brigade.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Writes groups of failures as lines of text: a single one on one line, others below their common reason. Pure. */
final class FailureText {
    /** How a name and its reason stand together. */
    enum Style {
        /** {@code a: source not readable}. */
        FAILED,
        /** {@code a (size,time)}. */
        DIFFERS;

        String of(String subject, String words) {
            return this == FAILED ? subject + ": " + words : subject + " (" + words + ")";
        }

        /** Returns the name of an entry, and its own words. */
        String of(Problem problem) {
            FileName name = problem.name();
            String words = Names.printable(problem.reason());
            return name == null ? words : of(TextReport.name(name), words);
        }
    }

    private final Style style;
    private final boolean verified;
    private final List<String> lines = new ArrayList<>();

    private FailureText(Style style, boolean verified) {
        this.style = style;
        this.verified = verified;
    }

    /**
     * Returns what failed, and then what still differs.
     *
     * @param verified whether the data of entries was verified
     * @param all how to see all names
     */
    static List<String> lines(EntryLists entries, boolean verified, String all) {
        FailureText differing = new FailureText(Style.DIFFERS, verified);
        differing.write("still differs", FailureGroup.differing(entries), all);
        FailureText failed = new FailureText(Style.FAILED, verified);
        failed.write("failed", FailureGroup.failed(entries), all);
        differing.lines.addAll(failed.lines);
        return List.copyOf(differing.lines);
    }

    private void write(String what, List<FailureGroup> groups, String all) {
        if (groups.isEmpty()) {
            return;
        }
        long count = groups.stream().mapToLong(FailureGroup::count).sum();
        lines.add(what + " " + Quantities.count(count) + ":");
        groups.forEach(this::add);
        if (groups.stream().anyMatch(group -> group.count() > group.first().size())) {
            lines.add("  all " + Quantities.count(count) + " names: " + all);
        }
    }

    private void add(FailureGroup group) {
        long more = group.count() - group.first().size();
        if (group.reason().isEmpty()) {
            group.first().forEach(problem -> lines.add("  " + style.of(problem)));
            addMore("  ", more);
        } else if (group.count() == 1 && group.refusal().isEmpty()) {
            lines.add("  " + style.of(group.first().get(0)));
        } else {
            String kept = verified && group.refusal().isPresent() ? "data verified; " : "";
            lines.add("  "
                    + style.of(
                            Quantities.count(group.count(), "entry", "entries"),
                            kept + Names.printable(group.reason())));
            group.first().forEach(problem -> lines.add("    " + below(group, problem)));
            addMore("    ", more);
        }
        group.remedy().ifPresent(remedy -> lines.add("  -> " + remedy));
    }

    private void addMore(String indent, long more) {
        if (more > 0) {
            lines.add(indent + "and " + Quantities.count(more) + " more");
        }
    }

    private String below(FailureGroup group, Problem problem) {
        FileName name = problem.name();
        return name == null || !problem.reason().equals(group.reason()) ? style.of(problem) : TextReport.name(name);
    }
}
