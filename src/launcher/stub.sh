#!/bin/sh
# Starts the archive that follows these lines, with Java 17 or newer and in a locale that keeps file names whole.
set -f # BRIGADE_JAVA_OPTS is split into words, and nothing more
name=${0##*/}
: "${PATH:=/usr/local/bin:/usr/bin:/bin}"
export PATH # cron and "env -i" may come without one, and rsync is looked for there

refuse() {
    printf '%s: needs Java 17 or newer, %s; %s\n' "$name" "$1" \
        'install openjdk-17-jre-headless (Debian, Ubuntu) or java-17-openjdk-headless, or set JAVA_HOME' >&2
    exit 40
}

# Java does not start where the working directory is gone, and says so in a way that helps nobody.
[ ! -x /bin/pwd ] || /bin/pwd -P >/dev/null 2>&1 || {
    printf '%s: the working directory does not exist any more; change to another\n' "$name" >&2
    exit 40
}

# In an ASCII locale Java loses every other name; a locale that is set but not installed is ASCII too.
locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}
case $locale in
C | POSIX) charset=ANSI_X3.4-1968 ;;
C.*) charset=${locale#C.} ;;
*) charset=$(locale charmap 2>/dev/null) ;;
esac
[ "$charset" != ANSI_X3.4-1968 ] || export LC_ALL=C.UTF-8

if [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || refuse "but JAVA_HOME is $JAVA_HOME, which has no bin/java"
else
    java=$(command -v java) || refuse 'but there is none on PATH'
fi

# A JDK's "release" file tells its version at once; only a Java without one is asked.
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

# Little of what is made lives long: a small nursery is faster than fresh memory.
# shellcheck disable=SC2086 # the options are meant to be split
exec "$java" -XX:+UseSerialGC -Xmn16m -XX:TieredStopAtLevel=1 -Xshare:auto -Dbrigade.name="$name" \
    ${BRIGADE_JAVA_OPTS-} -jar "$0" "$@"
