package dev.brigade.testing;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OtherUserTest {
    @Test
    void isNeverRootAndHasADirectoryOfItsOwn() {
        try (OtherUser user = OtherUser.create()) {
            Owner self = Owner.ofThisProcess();

            assertThat(user.run("id", "-u").out()).isEqualTo(user.owner().uid() + "\n");
            assertThat(user.run("id", "-G").out())
                    .startsWith(String.valueOf(user.owner().gid()));
            assertThat(user.owner().isRoot()).isFalse();
            assertThat(user.owner().equals(self)).isEqualTo(!self.isRoot());
            assertThat(user.run("touch", "file").exit()).isZero();
            assertThat(user.directory().resolve("file")).exists();
        }
    }

    @Test
    void cannotReadWhatRootAloneMay() {
        try (OtherUser user = OtherUser.create()) {
            TreeBuilder.add(user.directory(), dir("closed", file("file", "x")).mode(0));
            user.own(user.directory().resolve("closed"));

            assertThat(user.run("cat", "closed/file").err()).contains("Permission denied");
        }
    }

    @Test
    void takesItsDirectoryAwayWhateverIsInIt() {
        Path directory;
        try (OtherUser user = OtherUser.create()) {
            directory = user.directory();
            Node nested = dir("a", dir("b", file("file", "x")).mode(0555)).mode(0500);
            TreeBuilder.add(directory, nested);
        }
        assertThat(directory).doesNotExist();
    }
}
