package dev.brigade.page;

import dev.brigade.model.CappedList;
import dev.brigade.model.EntryLists;
import dev.brigade.model.FileName;
import dev.brigade.model.History;
import dev.brigade.model.History.Ending;
import dev.brigade.model.Outcome;
import dev.brigade.model.Outcomes;
import dev.brigade.model.Pass;
import dev.brigade.model.Problem;
import dev.brigade.model.RpcCount;
import dev.brigade.model.SizeClasses;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Reports to look at. */
public final class Pages {
    /** Names that a page must not obey. */
    public static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "a\"b'c\nd",
            "=HYPERLINK(\"http://example.org\")",
            "</title></style><img src=x onerror=alert(1)>",
            "\u202egpj.exe",
            "x".repeat(255) + "/" + "y".repeat(255));

    private Pages() {}

    /** A history of two minutes over NFS with a retry and a failure, of a name that is hostile. */
    public static History history() {
        List<History.Sample> samples = new ArrayList<>();
        List<History.RsyncProcess> processes = new ArrayList<>();
        for (int i = 0; i <= 120; i++) {
            Optional<Pass> pass =
                    i < 5 ? Optional.empty() : Optional.of(i < 90 ? Pass.COPY : i < 115 ? Pass.VERIFY : Pass.REPAIR);
            samples.add(new History.Sample(
                    i * 1000L, pass, i * 170L, Math.min(90, i) * 5_000_000L, i % 9, new RpcCount(i * 500L, i * 900L)));
        }
        for (int i = 0; i < 60; i++) {
            Ending ending = i == 20 ? Ending.RETRIED : i == 21 ? Ending.FAILED : Ending.DONE;
            processes.add(new History.RsyncProcess(
                    i * 1500L,
                    i * 1500L + 9000,
                    i < 50 ? Pass.COPY : Pass.VERIFY,
                    FileName.of(i == 20 ? HOSTILE.get(0) : "data/" + i),
                    400,
                    8 << 20,
                    1,
                    ending,
                    ending == Ending.DONE ? "" : "rsync ended with 12: error in rsync protocol data stream"));
        }
        SizeClasses sizes = new SizeClasses();
        IntStream.range(0, 20_000).forEach(i -> sizes.add(i));
        History.Summary summary = new History.Summary(
                3,
                sizes.toList(),
                HOSTILE.stream()
                        .map(name -> new History.Copied(FileName.of(name), 1 << 20))
                        .toList(),
                processes.subList(0, 5));
        History.Start start = new History.Start(
                Instant.parse("2026-11-27T21:00:04Z"),
                "brigade 1",
                "rsync 3.2.7",
                "Linux 6",
                "Java 17",
                4,
                false,
                true);
        return new History(List.of(new History.Part(start, samples, processes, Optional.of(summary), true)));
    }

    /** A failed run with hostile names in all lists. */
    public static RunPage hostile() {
        List<FileName> names = HOSTILE.stream().map(FileName::of).toList();
        Outcome outcome = Outcomes.sync()
                .repaired(Outcomes.FILE)
                .changed(HOSTILE.toArray(String[]::new))
                .deleted(HOSTILE.toArray(String[]::new))
                .failed(names.stream()
                        .map(name -> new Problem(name, "cannot be read in the source: <b>Permission denied</b>"))
                        .toArray(Problem[]::new))
                .get();
        return RunPage.of(outcome, history(), List.of(outcome, outcome));
    }

    /** A run in which all went well, the first of its job. */
    public static RunPage good() {
        return RunPage.of(Outcomes.sync().get(), History.NONE, List.of());
    }

    /** A run that goes on. */
    public static RunPage running() {
        return new RunPage(
                "run-1",
                List.of("sync", "--exclude=*.tmp", "--", "/src/", "/dst"),
                Instant.parse("2026-11-27T21:00:04Z"),
                Optional.empty(),
                true,
                history(),
                List.of(),
                Instant.parse("2026-11-27T21:02:04Z"));
    }

    /** A run that found very many entries of each kind, with long names. */
    public static RunPage huge() {
        IntFunction<FileName> name =
                i -> FileName.of(("directory/" + "n".repeat(200) + i).getBytes(StandardCharsets.UTF_8));
        List<FileName> names =
                IntStream.range(0, CappedList.KEPT).mapToObj(name).toList();
        List<Problem> problems = names.stream()
                .map(one -> new Problem(one, "reason " + one.length() + one.hashCode()))
                .toList();
        EntryLists lists = new EntryLists(
                CappedList.of(List.of()),
                new CappedList<>(5_000_000, names),
                CappedList.of(names),
                CappedList.of(names),
                CappedList.of(List.of()),
                CappedList.of(problems));
        return RunPage.of(Outcomes.sync().get().with(lists), history(), List.of());
    }
}
