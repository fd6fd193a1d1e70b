package dev.brigade.testing;

import static dev.brigade.testing.Node.dir;
import static dev.brigade.testing.Node.file;
import static dev.brigade.testing.Node.symlink;

import dev.brigade.model.FileName;
import dev.brigade.testing.Node.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The tree that holds every awkward thing at once; the same options give the same tree. */
public final class AwkwardTree {
    /**
     * What to put in; immutable.
     *
     * @param flatFiles files in the one flat directory
     * @param subdirectories directories in the one wide directory, with three files each
     * @param superuser whether to add what only root can make: devices and entries of several owners
     * @param unreadable whether to add what its owner cannot read unless it is root: modes 0000
     * @param owner of every entry, where the tree is for another user; needs root
     * @param seed of the random contents
     */
    public record Options(
            int flatFiles,
            int subdirectories,
            boolean superuser,
            boolean unreadable,
            Optional<Owner> owner,
            long seed) {

        /** Everything that this JVM's user can make and copy. */
        public static Options forThisUser() {
            boolean root = Owner.ofThisProcess().isRoot();
            return new Options(5000, 300, root, root, Optional.empty(), 1);
        }

        /** Everything that the user can copy, owned by it. */
        public static Options forUser(Owner owner) {
            return new Options(5000, 300, false, false, Optional.of(owner), 1);
        }

        /** A smaller tree of the same kinds: the flat directory has 200 files, the wide one 20 directories. */
        public Options small() {
            return new Options(200, 20, superuser, unreadable, owner, seed);
        }

        /** With another number of files in the flat directory. */
        public Options withFlatFiles(int files) {
            return new Options(files, subdirectories, superuser, unreadable, owner, seed);
        }

        /** With devices and several owners, or without, where a container forbids them. */
        public Options withSuperuser(boolean devicesAndOwners) {
            return new Options(flatFiles, subdirectories, devicesAndOwners, unreadable, owner, seed);
        }

        /** With files and directories that only root can read, or without. */
        public Options withUnreadable(boolean modes0000) {
            return new Options(flatFiles, subdirectories, superuser, modes0000, owner, seed);
        }

        /** With other random contents and times. */
        public Options withSeed(long newSeed) {
            return new Options(flatFiles, subdirectories, superuser, unreadable, owner, newSeed);
        }
    }

    private AwkwardTree() {}

    /** Makes the tree for this JVM's user. Returns the root. */
    public static Path build(Path root) {
        return build(root, Options.forThisUser());
    }

    /** Makes the tree in a root that does not exist yet or is empty. Returns the root. */
    public static Path build(Path root, Options options) {
        List<Node> top = new ArrayList<>(named());
        top.add(file("linked-from-the-root", 100));
        top.addAll(List.of(AwkwardParts.symlinks(), AwkwardParts.links(), AwkwardParts.specials()));
        top.addAll(List.of(AwkwardParts.modes(), AwkwardParts.readOnly(), AwkwardParts.times()));
        top.addAll(List.of(AwkwardParts.contents(), AwkwardParts.empty(), AwkwardParts.depth(60)));
        top.addAll(List.of(AwkwardParts.flat(options.flatFiles()), AwkwardParts.wide(options.subdirectories())));
        if (options.superuser()) {
            top.addAll(List.of(AwkwardParts.devices(), AwkwardParts.owners()));
        }
        if (options.unreadable()) {
            top.add(AwkwardParts.unreadable());
        }
        Node tree = dir(FileName.ROOT, top).mode(02751).mtime("1999-12-31T23:59:59.999999999Z");
        return TreeBuilder.build(root, dated(tree, new Random(options.seed())), options.seed(), options.owner());
    }

    /** Gives each entry that has no time one of its own, between 2001 and 2033. */
    private static Node dated(Node node, Random random) {
        Instant time =
                Instant.ofEpochSecond(1_000_000_000L + random.nextInt(1_000_000_000), random.nextInt(1_000_000_000));
        Node dated = node.mtime().isPresent() || node.kind() instanceof Kind.HardLink ? node : node.mtime(time);
        return node.kind() instanceof Kind.Directory directory
                ? dated.holding(directory.children().stream()
                        .map(child -> dated(child, random))
                        .toList())
                : dated;
    }

    /** Every awkward name as a file and as a directory, at the top and nested. */
    private static List<Node> named() {
        List<Node> nodes = new ArrayList<>();
        AwkwardNames.all().forEach(name -> nodes.add(file(name, size(name))));
        AwkwardNames.all().forEach(name -> topDirectory(name).ifPresent(nodes::add));
        nodes.add(dir(
                "files", AwkwardNames.all().stream().map(n -> file(n, size(n))).toArray(Node[]::new)));
        nodes.add(dir(
                "directories",
                AwkwardNames.all().stream().map(AwkwardTree::directory).toArray(Node[]::new)));
        nodes.add(dir("#recycle", file("only-copy", 1000), dir("-d", file("--delete", 10)), dir(";", file("#", 1))));
        return nodes;
    }

    private static long size(FileName name) {
        return Math.floorMod(name.hashCode(), 3000);
    }

    /** A directory beside the files, named alike with a {@code d} at its end: {@code #xd}, {@code -d}, … */
    private static Optional<Node> topDirectory(FileName name) {
        byte[] longer = (Tools.text(name.toBytes()) + "d").getBytes(StandardCharsets.ISO_8859_1);
        Node inside = file(name, size(name));
        return longer.length > 255
                ? Optional.empty()
                : Optional.of(dir(FileName.of(longer), List.of(inside, file("#inside", 10))));
    }

    private static Node directory(FileName name) {
        Node again = dir(name, List.of(file("inside", 20), file("-inside", 30)));
        return dir(name, List.of(again, file("inside", 10), symlink("up", "..")))
                .mtime("2011-11-11T11:11:11.111111111Z");
    }
}
