package dev.brigade.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brigade.model.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which shards a command line or a scheduler names. */
class ShardNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "SLURM_ARRAY_TASK_ID,3,3",
        "JOB_COMPLETION_INDEX,0,0",
        "PBS_ARRAY_INDEX,7,7",
        "LSB_JOBINDEX,1,0",
        "LSB_JOBINDEX,8,7",
        "SGE_TASK_ID,2,1",
        "FLUX_JOB_CC,5,5",
        "AWS_BATCH_JOB_ARRAY_INDEX,6,6",
        "BATCH_TASK_INDEX,4,4",
        "CLOUD_RUN_TASK_INDEX,1,1",
    })
    void ofASchedulersTask(String name, String value, int shard) throws RefusedException {
        ShardNumbers numbers = ShardNumbers.of(List.of(), Map.of(name, value, "OTHER", "9"), 8);

        assertThat(numbers).isEqualTo(new ShardNumbers(List.of(shard), name));
    }

    @Test
    void variablesOfATaskThatIsNoneDoNotCount() throws RefusedException {
        Map<String, String> environment =
                Map.of("SGE_TASK_ID", "undefined", "LSB_JOBINDEX", "0", "FLUX_JOB_CC", "2", "PBS_ARRAY_INDEX", "");

        assertThat(ShardNumbers.of(List.of(), environment, 8)).isEqualTo(new ShardNumbers(List.of(2), "FLUX_JOB_CC"));
    }

    @Test
    void theCommandLineComesFirst() throws RefusedException {
        ShardNumbers numbers = ShardNumbers.of(List.of("5", "0-2", "2-3"), Map.of("SLURM_ARRAY_TASK_ID", "7"), 8);

        assertThat(numbers).isEqualTo(new ShardNumbers(List.of(5, 0, 1, 2, 3), ""));
    }

    @ParameterizedTest
    @CsvSource({"8", "7-8", "3-2", "1-", "-", "''", "+1", "1.0", "99999999999"})
    void noShard(String word) {
        assertThatThrownBy(() -> ShardNumbers.of(List.of(word), Map.of(), 8)).isInstanceOf(RefusedException.class);
    }
}
