package dev.brigade.nfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The server of {@code docker/nfs-server}: exports {@code /export}, the same as {@code /squashed} and
 * {@code /readonly}, and {@code /small}.
 */
final class NfsServer extends GenericContainer<NfsServer> {
    private static final int NFS = 2049;
    private static final int MOUNT = 20_048;
    private static final Path SOURCES = Path.of("docker/nfs-server").toAbsolutePath();

    NfsServer() {
        super(new ImageFromDockerfile("brigade-nfs-server", false).withFileFromPath(".", SOURCES));
        withExposedPorts(NFS, MOUNT);
        withTmpFs(Map.of("/small", "size=16m"));
        withCreateContainerCmdModifier(
                command -> command.getHostConfig().withCapAdd(Capability.SYS_ADMIN, Capability.DAC_READ_SEARCH));
        waitingFor(Wait.forLogMessage(".*NFS SERVER INITIALIZED.*", 1));
    }

    /** With ports that stay where the container is stopped and started again; a mount goes on with them. */
    NfsServer withLastingPorts() {
        addFixedExposedPort(21_049, NFS);
        addFixedExposedPort(21_048, MOUNT);
        return this;
    }

    /** Ends the server as a power failure does. */
    void crash() {
        getDockerClient().killContainerCmd(getContainerId()).exec();
    }

    /** Starts it again after a crash. */
    void startAgain() {
        getDockerClient().startContainerCmd(getContainerId()).exec();
    }

    /** It answers nothing any more, and knows nothing of it. */
    void pause() {
        getDockerClient().pauseContainerCmd(getContainerId()).exec();
    }

    /** It goes on after a pause. */
    void resume() {
        getDockerClient().unpauseContainerCmd(getContainerId()).exec();
    }

    /** Runs a shell script on the server and gives what it printed. */
    String sh(String script) {
        try {
            ExecResult result = execInContainer("sh", "-c", script);
            assertThat(result.getExitCode()).as(result.toString()).isZero();
            return result.getStdout().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return getMappedPort(NFS);
    }

    int mountPort() {
        return getMappedPort(MOUNT);
    }
}
