package dev.brigade.submit;

import dev.brigade.model.RefusedException;
import java.util.List;

/** A program that places the shards of a job on clients. Immutable; the records hold the options of each engine. */
public sealed interface Engine permits Slurm, Kubernetes, Parallel {
    /**
     * Returns what {@link #submit} runs: a script for a shell, or the YAML for Kubernetes. Pure.
     *
     * @throws RefusedException if the engine cannot run this job
     */
    List<String> script(SubmitJob job) throws RefusedException;

    /**
     * Hands the job to the engine. GNU parallel needs this program until the job's end, the others do not.
     *
     * @return the exit code: 0 if the job is submitted; of GNU parallel the code of {@code brigade finish}
     * @throws RefusedException if the engine is missing or refuses the job
     */
    int submit(SubmitJob job, EngineTools tools) throws RefusedException, InterruptedException;
}
