# For scripts that try something in a bare Debian made by debootstrap: source it with $root and $log set. Needs root.

# shellcheck source=.ci/checks.sh
. .ci/checks.sh

own=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)

# A machine in $root: what debootstrap gives from this machine's package source, with this machine's way to the network.
bare_debian() { # RELEASE PACKAGES
    local uri
    # shellcheck disable=SC2016 # for apt-get to expand
    uri=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $own" | head -n 1)
    # A machine that is thrown away need not survive a power failure.
    mkdir -p "$root"
    chmod 755 "$root" # not all that installs runs as root
    mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    debootstrap --variant=minbase --include="$2" "$1" "$root" "$uri"
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
