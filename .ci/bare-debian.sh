# For scripts that try something in a bare Debian or Ubuntu made by debootstrap: source it with $root and $log set. Needs root.

# shellcheck source=.ci/checks.sh
. .ci/checks.sh

own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)

# Sets $archive and $options: from where, and how, debootstrap gets a release. From this machine's own package source, if that is the same distribution's.
archive_of() { # RELEASE
    local distribution=debian
    archive=http://deb.debian.org/debian options=()
    case $1 in
    jammy | noble)
        distribution=ubuntu archive=http://archive.ubuntu.com/ubuntu options=(--components=main,universe)
        ;;
    esac
    if grep -qx "ID=$distribution" /etc/os-release; then
        # shellcheck disable=SC2016 # for apt-get to expand
        archive=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $own" | head -n 1)
    fi
}

# A machine in $root: what debootstrap gives, with this machine's way to the network.
bare_debian() { # RELEASE PACKAGES
    archive_of "$1"
    # A machine that is thrown away need not survive a power failure.
    mkdir -p "$root"
    chmod 755 "$root" # not all that installs runs as root
    mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    # One script does for all releases of Ubuntu, and debootstrap need not know the name of a new one.
    debootstrap --variant=minbase --include="$2" "${options[@]}" "$1" "$root" "$archive" ${options:+gutsy}
    cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    mount -t proc proc "$root/proc"
}

# Also after a failure on the way.
remove_machine() {
    umount "$root/dev/pts" "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
