package dev.brigade.faults;

import static org.assertj.core.api.Assertions.assertThat;

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

    private void breaks(String engine, Path tree, String[] rules, String... affected) {
        try (FaultFs storage = FaultFs.over(tree)) {
            storage.fail(rules);
            Ended ended = survival.sync(survival.program(), "-p", "2", "--engine", engine);

            survival.assertEnded(ended, 20, affected);
            storage.mend();
            survival.assertNoFileOnlyLooksRight();
            survival.assertHeals();
        }
    }

    @Fault("EIO, EACCES by path in the source")
    @ParameterizedTest
    @CsvSource({
        "rsync, 5,  open,    directory 1/file 1, directory 1/file 1",
        "rsync, 5,  read,    directory 1/file 1, directory 1/file 1",
        "rsync, 5,  getattr, directory 1/file 1, directory 1/file 1",
        "rsync, 13, open,    directory 1/file 1, directory 1/file 1",
        "rsync, 13, getattr, directory 1/file 1, directory 1/file 1",
        "rsync, 5,  readdir, directory 1,        directory 1",
        "rsync, 13, readdir, directory 1,        directory 1",
        "rsync, 5,  getattr, directory 1,        directory 1",
        "direct,5,  open,    directory 1/file 1, directory 1/file 1",
        "direct,5,  read,    directory 1/file 1, directory 1/file 1",
        "direct,5,  getattr, directory 1/file 1, directory 1/file 1",
        "direct,13, open,    directory 1/file 1, directory 1/file 1",
        "direct,13, getattr, directory 1/file 1, directory 1/file 1",
        "direct,5,  readdir, directory 1,        directory 1",
        "direct,13, readdir, directory 1,        directory 1",
        "direct,5,  getattr, directory 1,        directory 1",
    })
    void inTheSource(String engine, int error, String operation, String path, String affected) {
        breaks(engine, survival.source(), new String[] {error + " " + operation + " /" + path}, affected);
    }

    @Fault("EIO, EACCES, EROFS by path in the destination")
    @ParameterizedTest
    @CsvSource({
        "rsync, 5, write",
        "rsync, 5, *",
        "rsync, 13, open",
        "rsync, 30, write",
        "rsync, 30, setattr",
        "rsync, 5, setattr",
        "rsync, 30, *",
        "rsync, 13, *",
        "direct, 5, write",
        "direct, 5, *",
        "direct, 13, open",
        "direct, 30, write",
        "direct, 30, setattr",
        "direct, 5, setattr",
        "direct, 30, *",
        "direct, 13, *"
    })
    void inTheDestination(String engine, int error, String operation) {
        TreeBuilder.build(survival.destination(), Node.root());
        // What is written to a temporary file has to be renamed.
        breaks(
                engine,
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
    @CsvSource({"rsync, 5", "rsync, 13", "rsync, 30", "direct, 5", "direct, 13", "direct, 30"})
    void belowADirectoryOfTheDestination(String engine, int error) {
        TreeBuilder.build(survival.destination(), Node.root(Node.dir("directory 1")));
        breaks(
                engine,
                survival.destination(),
                new String[] {
                    error + " make /directory 1/", error + " write /directory 1/", error + " setattr /directory 1/"
                },
                BAD,
                "directory 1/file 0",
                "directory 1/file 2",
                "directory 1/file 3");
    }

    /** rsync ends at once then; each file has a process of its own. */
    @Fault("EIO at the close of a file of the destination, EDQUOT")
    @ParameterizedTest
    @CsvSource({
        "rsync, 5, close, 20", "rsync, 122, close, 30", "rsync, 122, write, 30",
        "direct, 5, close, 20", "direct, 122, close, 30", "direct, 122, write, 30"
    })
    void whatOnlyTheCloseTells(String engine, int error, String operation, int exit) {
        TreeBuilder.build(survival.destination(), Node.root());
        try (FaultFs storage = FaultFs.over(survival.destination())) {
            storage.fail(error + " " + operation + " /" + BAD, error + " rename /" + BAD);
            Ended ended = survival.sync(survival.program(), "-p", "2", "-f", "1", "--engine", engine);

            survival.assertEnded(ended, exit);
            assertThat(ended.out()).contains(BAD);
            storage.mend();
            survival.assertNoFileOnlyLooksRight();
            survival.assertHeals();
        }
    }

    /** Over the network, several threads copy one file. */
    @Fault("EIO in a large file that several threads copy")
    @ParameterizedTest
    @CsvSource({"source, read", "destination, write"})
    void ofALargeFile(String which, String operation) {
        TreeBuilder.build(survival.destination(), Node.root());
        survival.trees().sh("head -c 150000000 /dev/urandom > 'source/directory 1/file 1'");
        try (FaultFs storage = FaultFs.over(survival.home().resolve(which))) {
            storage.fail("5 " + operation + " /" + BAD, "5 rename /" + BAD);
            Ended ended = survival.sync(survival.program(), "-p", "8", "--engine", "direct");

            survival.assertEnded(ended, 20, BAD);
            storage.mend();
            survival.assertNoFileOnlyLooksRight();
            survival.assertHeals();
        }
    }
}
