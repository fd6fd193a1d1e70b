# For scripts whose checks count: source it with $log set.

checks=()
failed=0

check() { # NAME COMMAND...
    local status
    # Not in an "if": bash would go on after what fails within.
    set +e
    (set -e && "${@:2}") >"$log" 2>&1
    status=$?
    set -e
    if [ $status = 0 ]; then
        checks+=("<testcase classname=\"${0##*/}\" name=\"$1\"/>")
        echo "passed: $1"
    else
        checks+=("<testcase classname=\"${0##*/}\" name=\"$1\"><failure/></testcase>")
        echo "failed: $1"
        tail -n 20 "$log"
        failed=$((failed + 1))
    fi
}

# Writes the report that counts, and fails if a check did.
report() {
    mkdir -p target/failsafe-reports
    printf '<testsuite name="%s">%s</testsuite>\n' "${0##*/}" "${checks[*]}" >"target/failsafe-reports/TEST-${0##*/}.xml"
    [ $failed = 0 ]
}
