package dev.brigade.testing;

import java.nio.file.Path;
import java.util.List;

/** The bash program that a {@link FakeRsync} is. */
final class FakeRsyncScript {
    /**
     * A call is counted under a lock, and is alive as long as its process is: pid and start time, so that a client that
     * was killed, or whose pid is in use again, does not count. It leaves the count before it ends.
     */
    private static final String HEAD = """
            status=0
            args=("$@")
            has() { local a; for a in "${args[@]}"; do [[ $a == "$1" ]] && return; done; return 1; }
            mentions() { local a; for a in "${args[@]}"; do [[ $a == *"$1"* ]] && return; done; return 1; }
            micros() { local t=$EPOCHREALTIME; REPLY=${t/[^0-9]/}; }

            started_at() {  # of a pid, in clock ticks; fails for a dead one
                local line
                { read -r line < "/proc/$1/stat"; } 2> /dev/null || return
                set -- ${line##*) }
                [[ $1 != [ZX] ]] && REPLY=${20}
            }

            register() {
                local marker pid since running=0 most
                exec 9> "$home/lock"; flock 9
                read -r number < "$home/count"; number=$((number + 1))
                echo $number > "$home/count.new" && command -p mv -f "$home/count.new" "$home/count" # whole, whenever it is killed
                started_at $$; echo "$$ $REPLY" > "$home/running/$number"
                for marker in "$home"/running/*; do
                    { read -r pid since < "$marker"; } 2> /dev/null || continue
                    started_at "$pid" && [[ $REPLY == "$since" ]] && running=$((running + 1))
                done
                read -r most < "$home/most"
                ((running > most)) && echo $running > "$home/most"
                printf '%s\\0' "${args[@]}" > "$home/calls/$number.args"
                micros; echo "$REPLY $running" > "$home/calls/$number.start"
                exec 9>&-
            }

            finish() {
                micros; echo "$REPLY $status" > "$home/calls/$number.end"
                rm -f "$home/running/$number"
                exit "$status"
            }

            # Whether this is one of the first $2 calls for which rule $1 holds.
            among_first() {
                local seen
                exec 9> "$home/lock"; flock 9
                read -r seen 2> /dev/null < "$home/rule$1" || seen=0
                echo $((seen + 1)) > "$home/rule$1"
                exec 9>&-
                ((seen < $2))
            }

            run_real() {
                "$real" "${args[@]}" <&0 & local child=$!
                trap 'kill -s TERM $child' TERM HUP
                trap 'kill -s INT $child' INT
                wait "$child"; status=$?
                while kill -0 "$child"; do wait "$child"; status=$?; done 2> /dev/null
                trap - TERM HUP INT
            }

            hang() { local line; read -r line <> "$home/gate"; }

            meet() {
                local most=0 tries
                for ((tries = 0; tries < 1500; tries++)); do
                    read -r most < "$home/most" && ((most >= $1)) && return
                    sleep 0.02
                done
                echo "fake rsync: never $1 clients at once, only $most" >&2
                status=98; finish
            }

            register
            """;

    private FakeRsyncScript() {}

    static String of(Path home, Path real, String version, List<Rule> rules) {
        StringBuilder script = new StringBuilder("#!/bin/bash\n");
        script.append("home=").append(Rule.quoted(home.toString())).append('\n');
        script.append("real=").append(Rule.quoted(real.toString())).append('\n');
        script.append("case \"$*\" in --version | -V | -VV) ")
                .append(version)
                .append(" ;; esac\n")
                .append(HEAD);
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            script.append("if ").append(rule.condition());
            if (rule.calls() < Long.MAX_VALUE) {
                script.append(" && among_first ").append(i).append(' ').append(rule.calls());
            }
            script.append("; then\n");
            rule.steps().forEach(step -> script.append("    ").append(step).append('\n'));
            script.append("    finish\nfi\n");
        }
        return script.append("run_real\nfinish\n").toString();
    }
}
