package dev.brigade.page;

import dev.brigade.format.Quantities;
import dev.brigade.format.ShellWords;
import dev.brigade.model.History;
import dev.brigade.model.MountUse;
import dev.brigade.model.NfsMount;
import dev.brigade.model.Outcome;
import dev.brigade.model.Phase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What ran where: command line, versions, machine and mounts. */
final class Facts {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss z", Locale.ENGLISH);

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Facts() {}

    /** Returns a time in the zone of this machine, short. */
    static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Returns a time in the zone of this machine, named. */
    static String time(Instant time) {
        return LOCAL.format(time.atZone(ZoneId.systemDefault()));
    }

    /** Returns what the run does, from where to where. */
    static String title(RunPage run) {
        if (run.outcome().isPresent()) {
            Outcome outcome = run.outcome().get();
            String job = outcome.run().job().map(name -> name + ": ").orElse("");
            return job + (outcome.task().copies() ? "sync " : "verify ")
                    + String.join(" ", outcome.task().sources()) + " → "
                    + outcome.task().destination();
        }
        List<String> words = run.command();
        List<String> paths = words.subList(words.indexOf("--") + 1, words.size());
        int last = paths.size() - 1;
        return last < 1
                ? String.join(" ", words)
                : words.get(0) + " " + String.join(" ", paths.subList(0, last)) + " → " + paths.get(last);
    }

    /** Returns the version of the program that ran. */
    static String version(RunPage run) {
        return run.outcome()
                .map(outcome -> outcome.run().version())
                .or(() -> run.history().parts().stream()
                        .map(part -> part.start().brigade())
                        .reduce((first, last) -> last))
                .orElse("brigade");
    }

    static Html of(RunPage run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("command", Html.of("<code>{}</code>", "brigade " + ShellWords.join(run.command())));
        if (!run.id().isEmpty()) {
            facts.put("run", run.id());
        }
        run.outcome().ifPresent(outcome -> {
            facts.put("client", outcome.run().host());
            facts.put("ended", time(outcome.run().ended()));
        });
        List<History.Part> parts = run.history().parts();
        if (parts.size() > 1) {
            facts.put(
                    "parts",
                    String.join(
                            "; ",
                            parts.stream()
                                    .map(part -> time(part.start().started()))
                                    .toList()));
        }
        facts.put("versions", versions(run));
        Html mounts = mounts(run);
        if (!mounts.equals(Html.NOTHING)) {
            facts.put("mounts", mounts);
        }
        return Html.of(
                "<dl>{}</dl>",
                facts.entrySet().stream()
                        .map(fact -> Html.of("<dt>{}</dt><dd>{}</dd>", fact.getKey(), fact.getValue()))
                        .toList());
    }

    private static String versions(RunPage run) {
        List<String> versions = new ArrayList<>(List.of(version(run)));
        run.history().parts().stream().reduce((first, last) -> last).ifPresent(part -> {
            History.Start start = part.start();
            versions.addAll(List.of(
                    start.rsync(),
                    start.kernel(),
                    start.java(),
                    Quantities.count(start.processors(), "processor", "processors")));
        });
        return String.join(", ", versions);
    }

    private static Html mounts(RunPage run) {
        List<Html> lines = run.outcome().stream()
                .flatMap(outcome -> Stream.of(outcome.copy(), outcome.verify()))
                .flatMap(phase -> phase.stream().map(Phase::mounts).flatMap(List::stream))
                .map(Facts::line)
                .toList();
        return lines.isEmpty() ? Html.NOTHING : Html.of("<ul>{}</ul>", lines);
    }

    private static Html line(MountUse use) {
        NfsMount mount = use.mount();
        String mean = use.rpcs().mean().isPresent()
                ? String.format(
                        Locale.ROOT, ", %.1f ms a round trip", use.rpcs().mean().getAsDouble())
                : "";
        return Html.of(
                "<li>{}: {} on {}, NFS {}, {}, nconnect {}, {}{}</li>",
                use.role(),
                mount.source(),
                mount.point(),
                mount.version(),
                mount.recovery(),
                mount.connections(),
                Quantities.count(use.rpcs().calls(), "call", "calls"),
                mean);
    }
}
