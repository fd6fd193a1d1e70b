package dev.brigade.submit;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zeroturnaround.exec.ProcessExecutor;

/**
 * An sshd of this user on the loopback address, with keys of its own. It has several names, which are several hosts.
 */
final class SshServer implements AutoCloseable {
    private final Path directory;
    private final Process server;

    private SshServer(Path directory, Process server) {
        this.directory = directory;
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param environment variables of the sessions
     */
    static SshServer start(Path directory, Map<String, String> environment) throws Exception {
        Files.createDirectories(directory);
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : List.of("host", "user")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    directory.resolve(key).toString());
        }
        int port = freePort();
        String user = System.getProperty("user.name");
        Files.writeString(
                directory.resolve("sshd"),
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1",
                        "Port " + port,
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + directory.resolve("user.pub"),
                        "StrictModes no",
                        "PermitRootLogin prohibit-password",
                        "PasswordAuthentication no",
                        "UsePAM no",
                        "PidFile none",
                        "SetEnv "
                                + environment.entrySet().stream()
                                        .map(one -> one.getKey() + "=" + one.getValue())
                                        .collect(Collectors.joining(" ")),
                        ""));
        Files.writeString(
                directory.resolve("config"),
                String.join(
                        "\n",
                        "Host *",
                        "HostName 127.0.0.1",
                        "Port " + port,
                        "User " + user,
                        "IdentityFile " + directory.resolve("user"),
                        "IdentitiesOnly yes",
                        "UserKnownHostsFile /dev/null",
                        "StrictHostKeyChecking no",
                        "LogLevel ERROR",
                        ""));
        Process server = new ProcessExecutor(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd").toString())
                .destroyOnExit()
                .start()
                .getProcess();
        SlurmCluster.await("sshd listens", () -> listens(port));
        return new SshServer(directory, server);
    }

    /** Writes a file for {@code --sshloginfile} with hosts of these names. */
    Path hosts(String... names) throws IOException {
        return Files.write(
                directory.resolve("hosts"),
                List.of(names).stream()
                        .map(name -> "ssh -F " + directory.resolve("config") + " " + name)
                        .toList());
    }

    /** Returns the file that leads every host name here. */
    Path config() {
        return directory.resolve("config");
    }

    @Override
    public void close() {
        server.destroy();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void run(String... command) throws Exception {
        new ProcessExecutor(command).exitValues(0).execute();
    }
}
