#!/bin/sh
# Starts the archive that follows these lines with Java 17 or newer, in a locale that keeps file names whole.
set -f # BRIGADE_JAVA_OPTS is split into words, without file name expansion
name=${0##*/}
# The Debian packages fill these in: where the archive is, and a Java runtime that comes with it.
archive=$0
runtime=
: "${PATH:=/usr/local/bin:/usr/bin:/bin}"
export PATH # cron and "env -i" may not set it, and brigade looks for rsync there

# Options for other Java programs print "Picked up ..." to stderr, and may choose another collector than ours.
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS
# Each arena of malloc reserves 64 MiB of addresses, which "ulimit -v" counts.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

fail() {
    printf '%s: %s\n' "$name" "$1" >&2
    exit 40
}

refuse() {
    fail "needs Java 17 or newer, $1; install openjdk-17-jre-headless (Debian, Ubuntu) or java-17-openjdk-headless,\
 or set JAVA_HOME"
}

# Java does not start in a removed directory, and its message does not help.
[ ! -x /bin/pwd ] || /bin/pwd -P >/dev/null 2>&1 || fail 'the working directory was removed; change to another one'

# Java reserves half of the addresses for its heap, and 400 MB besides; its own message does not help.
# shellcheck disable=SC3045 # every sh of Linux knows -v; without it the limit stays unknown
addresses=$(ulimit -v 2>/dev/null)
case $addresses in
'' | *[!0-9]*) ;;
*) [ "$addresses" -ge 1000000 ] || fail "needs 1000000 KiB of addresses, and ulimit -v is $addresses; raise the limit" ;;
esac

# In an ASCII locale Java loses all other names; a locale that is not installed is ASCII too.
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
case $locale in
C | POSIX) charset=ANSI_X3.4-1968 ;;
C.*) charset=${locale#C.} ;;
*) charset=$(locale charmap 2>/dev/null) ;;
esac
[ "$charset" != ANSI_X3.4-1968 ] || export LC_ALL=C.UTF-8

if [ -n "$runtime" ]; then
    java=$runtime/bin/java
elif [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || refuse "but JAVA_HOME is $JAVA_HOME, which has no bin/java"
else
    java=$(command -v java) || refuse 'but there is no java on PATH'
fi

# Reading the "release" file of a JDK is faster than running java -version.
version=
home=$(readlink -f "$java" 2>/dev/null)
release=${home%/bin/java}/release
if [ -f "$release" ]; then
    while read -r line; do
        case $line in JAVA_VERSION=*) version=${line#*=\"} ;; esac
    done <"$release"
else
    answer=$("$java" -version 2>&1)
    case $answer in *' version "'*) version=${answer#*' version "'} ;; esac
fi
version=${version%%\"*}
major=${version#1.}
major=${major%%[!0-9]*}
[ "${major:-17}" -ge 17 ] || refuse "but $java is $version"

# A small nursery is faster than fresh memory, since few objects live long. Java reserves 1 GiB for classes unless told. It compiles a method when
# it was called twice as often as usual, because most runs of brigade end soon: compiling took a third of the CPU time of a short run.
# The file of classes is made when the package is installed. If it does not fit, Java may only be slower.
# shellcheck disable=SC2086 # the options are meant to be split
exec "$java" -XX:+UseSerialGC -Xmn16m -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=2 -Xshare:auto -XX:CompressedClassSpaceSize=64m \
    ${runtime:+-Xlog:disable "-XX:SharedArchiveFile=$runtime/lib/server/brigade.jsa"} -Dbrigade.name="$name" ${BRIGADE_JAVA_OPTS-} -jar "$archive" "$@"
