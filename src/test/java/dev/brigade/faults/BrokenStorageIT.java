package dev.brigade.faults;

import dev.brigade.testing.Ended;
import dev.brigade.testing.Node;
import dev.brigade.testing.TreeBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storage that answers with an error for some names: everything else is copied, and these are named. */
@FaultTest
final class BrokenStorageIT {
    private static final String BAD = "directory 1/file 1";

    private final Survival survival = new Survival(Survival.tree(4, 4, 70_000));

    @BeforeAll
    static void needs() {
        FaultFs.needs();
    }

    @AfterEach
    void close() {
        survival.close();
    }

    private void breaks(Path tree, String[] rules, String... affected) {
        try (FaultFs storage = FaultFs.over(tree)) {
            storage.fail(rules);
            Ended ended = survival.sync(survival.program(), "-p", "2");

            survival.assertEnded(ended, 20, affected);
            storage.mend();
            survival.assertHeals();
        }
    }

    @Fault("EIO, EACCES by path in the source")
    @ParameterizedTest
    @CsvSource({
        "5,  open,    directory 1/file 1, directory 1/file 1",
        "5,  read,    directory 1/file 1, directory 1/file 1",
        "5,  getattr, directory 1/file 1, directory 1/file 1",
        "13, open,    directory 1/file 1, directory 1/file 1",
        "13, getattr, directory 1/file 1, directory 1/file 1",
        "5,  readdir, directory 1,        directory 1",
        "13, readdir, directory 1,        directory 1",
        "5,  getattr, directory 1,        directory 1",
    })
    void inTheSource(int error, String operation, String path, String affected) {
        breaks(survival.source(), new String[] {error + " " + operation + " /" + path}, affected);
    }

    @Fault("EIO, EACCES, EROFS by path in the destination")
    @ParameterizedTest
    @CsvSource({"5, write", "5, *", "13, open", "30, write", "30, setattr", "5, setattr", "30, *", "13, *"})
    void inTheDestination(int error, String operation) {
        TreeBuilder.build(survival.destination(), Node.root());
        // What is written to a temporary file has to be renamed.
        breaks(
                survival.destination(),
                new String[] {
                    error + " " + operation + " /" + BAD,
                    error + " make /" + BAD,
                    error + " open /" + BAD,
                    error + " rename /" + BAD
                },
                BAD);
    }

    @Fault("EIO, EACCES, EROFS by path in the destination")
    @ParameterizedTest
    @CsvSource({"5", "13", "30"})
    void belowADirectoryOfTheDestination(int error) {
        TreeBuilder.build(survival.destination(), Node.root(Node.dir("directory 1")));
        breaks(
                survival.destination(),
                new String[] {
                    error + " make /directory 1/", error + " write /directory 1/", error + " setattr /directory 1/"
                },
                BAD,
                "directory 1/file 0",
                "directory 1/file 2",
                "directory 1/file 3");
    }
}
