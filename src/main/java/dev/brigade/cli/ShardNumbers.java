package dev.brigade.cli;

import dev.brigade.model.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shards that a command line or a scheduler names. Pure.
 *
 * @param shards their numbers, from 0
 * @param origin the variable that named them; empty if the command line did
 */
record ShardNumbers(List<Integer> shards, String origin) {
    private static final Pattern WORD = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

    /** Variables in which schedulers give the number of a task, and the number of the first task. */
    private static final Map<String, Integer> VARIABLES = variables();

    private static Map<String, Integer> variables() {
        Map<String, Integer> first = new LinkedHashMap<>();
        first.put("SLURM_ARRAY_TASK_ID", 0);
        first.put("JOB_COMPLETION_INDEX", 0);
        first.put("PBS_ARRAY_INDEX", 0);
        first.put("LSB_JOBINDEX", 1);
        first.put("SGE_TASK_ID", 1);
        first.put("FLUX_JOB_CC", 0);
        first.put("AWS_BATCH_JOB_ARRAY_INDEX", 0);
        first.put("BATCH_TASK_INDEX", 0);
        first.put("CLOUD_RUN_TASK_INDEX", 0);
        return first;
    }

    /**
     * Returns the shards.
     *
     * @param words numbers and ranges such as {@code 3-7}; if there are none, the environment counts
     * @param number how many shards there are
     */
    static ShardNumbers of(List<String> words, Map<String, String> environment, int number) throws RefusedException {
        if (!words.isEmpty()) {
            Set<Integer> shards = new LinkedHashSet<>();
            for (String word : words) {
                shards.addAll(range(word, number));
            }
            return new ShardNumbers(List.copyOf(shards), "");
        }
        for (Map.Entry<String, Integer> variable : VARIABLES.entrySet()) {
            String value = environment.getOrDefault(variable.getKey(), "");
            boolean unset = value.isEmpty()
                    || value.equals("undefined") // Grid Engine, outside an array
                    || variable.getKey().equals("LSB_JOBINDEX") && value.equals("0");
            if (!unset) {
                return new ShardNumbers(
                        List.of(shard(variable.getKey(), value, variable.getValue(), number)), variable.getKey());
            }
        }
        throw RefusedException.usage("name the shards to work on, 0 to " + (number - 1)
                + ", or start brigade as an array job, whose variable, such as SLURM_ARRAY_TASK_ID, names the shard");
    }

    private static List<Integer> range(String word, int number) throws RefusedException {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            throw RefusedException.usage("'" + word + "' is no shard: give numbers or ranges, such as 3 or 0-7");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first > last || last >= number) {
            throw RefusedException.usage("there is no shard " + word + ": the job has the shards 0 to " + (number - 1));
        }
        List<Integer> all = new ArrayList<>();
        for (int shard = first; shard <= last; shard++) {
            all.add(shard);
        }
        return all;
    }

    private static int shard(String variable, String value, int first, int number) throws RefusedException {
        if (!value.matches("[0-9]{1,6}")) {
            throw RefusedException.usage("the variable " + variable + " is '" + value + "', which is no number");
        }
        int shard = Integer.parseInt(value) - first;
        if (shard < 0 || shard >= number) {
            throw RefusedException.usage("the variable " + variable + " is " + value + ", and the job has the shards "
                    + first + " to " + (number - 1 + first));
        }
        return shard;
    }
}
