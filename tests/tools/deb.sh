#!/bin/sh
# SPDX-License-Identifier: MIT
#
#     deb.sh VERSION FOLDER
#
# make deb: makes a Debian package of what `make install` put into FOLDER/stage, whatever that is,
# beside FOLDER. EXPAT_MINIMUM is the version of expat that it depends on. It takes dpkg-dev alone.
# Nothing in it depends on who builds it, when and where, but for the maintainer.
set -eu
export LC_ALL=C TZ=UTC0
umask 022
unset GZIP # options for gzip
version=$1
folder=$2
stage=$folder/stage
documents=$stage/usr/share/doc/siplint
architecture=$(dpkg --print-architecture)
package=$(dirname "$folder")/siplint_${version}_$architecture.deb

fail() {
    echo "make deb: $*" >&2
    exit 1
}

# The date of the commit, which the files of the tarball have, too.
if [ -z "${SOURCE_DATE_EPOCH-}" ]; then
    SOURCE_DATE_EPOCH=$([ -e .git ] && git log -1 --format=%ct 2>/dev/null) ||
        SOURCE_DATE_EPOCH=$(date -r CHANGELOG.md +%s)
fi
export SOURCE_DATE_EPOCH

maintainer() {
    name=${DEBFULLNAME:-$(git config user.name 2>/dev/null)} || name=
    address=${DEBEMAIL:-$(git config user.email 2>/dev/null)} || address=
    account=$(id -un)
    [ -n "$name" ] && [ -n "$address" ] ||
        echo "make deb: whose package it is isn't known; set DEB_MAINTAINER='Name <address>'" >&2
    echo "${name:-$account} <${address:-$account@$(uname -n)}>"
}

DEB_MAINTAINER=${DEB_MAINTAINER:-$(maintainer)}

# CHANGELOG.md in Debian's form.
write_changelog() {
    awk -v maintainer="$DEB_MAINTAINER" -v built="$SOURCE_DATE_EPOCH" '
        function end_item() {
            indent = "  * "
            line = ""
            for (i = 1; i <= count; i++) {
                if (line != "" && length(indent line " " words[i]) > 78) {
                    print indent line
                    indent = "    "
                    line = ""
                }
                line = line (line == "" ? "" : " ") words[i]
            }
            if (count)
                print indent line
            count = 0
        }
        function end_version() {
            end_item()
            if (version == "")
                return
            printf "\n -- %s  ", maintainer
            fflush()
            system("date -R -d " (date == "Unreleased" ? "@" built : date "T12:00:00Z"))
        }
        /^## / {
            end_version()
            version = ""
        }
        /^## \[[0-9.]+\] - [0-9A-Za-z-]+$/ {
            version = substr($2, 2, length($2) - 2)
            date = $4
            print (seen++ ? "\n" : "") "siplint (" version ") " \
                (date == "Unreleased" ? "UNRELEASED" : "unstable") "; urgency=medium"
            next
        }
        version == "" || /^\[.*\]: / { next } # the latter is where a link goes
        /^### / {
            end_item()
            print "\n  [ " $2 " ]"
            next
        }
        /^- / {
            end_item()
            $1 = ""
        }
        {
            fields = split($0, more, " ")
            for (i = 1; i <= fields; i++)
                words[++count] = more[i]
        }
        END { end_version() }
    ' CHANGELOG.md
}

# LICENSE in the form that machines read.
write_copyright() {
    cat <<EOF
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: siplint

Files: *
$(sed -n 's/^Copyright (c) /Copyright: /p' LICENSE)
License: Expat
$(sed '1,/^Copyright/d' LICENSE | sed '/./,$!d; s/^$/./; s/^/ /')
EOF
}

# In kibibytes, as dpkg counts: a file up to the next whole one, anything else as 1.
installed_size() {
    find "$stage" -path "$stage/DEBIAN" -prune -o \( -type f -printf '%s\n' -o -printf '1\n' \) |
        awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }'
}

# What the programs in the stage are linked with.
find_libraries() {
    mkdir -p "$folder/debian"
    printf 'Source: siplint\n\nPackage: siplint\nArchitecture: any\n' >"$folder/debian/control"
    (cd "$folder" && dpkg-shlibdeps -O stage/usr/bin/*) | sed -n 's/^shlibs:Depends=//p'
}

# The same, with the expat that siplint needs where its symbols alone would let an older one do.
dependencies() {
    libraries=$(find_libraries)
    found=$(echo "$libraries" | sed -n 's/.*libexpat1 (>= \([^)]*\)).*/\1/p')
    if [ -n "$found" ] && dpkg --compare-versions "$found" ge "$EXPAT_MINIMUM"; then
        echo "$libraries"
    else
        echo "$libraries" | sed "s/libexpat1\( ([^)]*)\)\{0,1\}/libexpat1 (>= $EXPAT_MINIMUM)/"
    fi
}

write_control() {
    cat <<EOF
Package: siplint
Version: $version
Architecture: $architecture
Maintainer: $DEB_MAINTAINER
Installed-Size: $(installed_size)
Depends: $depends
Section: utils
Priority: optional
Description: linter for provisioning profiles of Microsoft's RTC Client API
 siplint finds what is wrong in the XML files that hold the SIP server settings
 of a user, for the RTC client of Windows and Windows CE. It reports, as a
 compiler does, every way in which a profile is invalid or insecure, at which
 character, and what to write instead.
 .
 It is for administrators who audit profiles by hand, for pre-commit hooks and
 for CI: it writes JSON, SARIF, Checkstyle, JUnit, TAP and the formats of GitHub
 and GitLab, too. Profiles are taken for hostile, and passwords are never shown.
EOF
}

mkdir -p "$documents" "$stage/DEBIAN"
# What packages bring for zsh has a place of its own in Debian.
if [ -d "$stage/usr/share/zsh/site-functions" ]; then
    mv "$stage/usr/share/zsh/site-functions" "$stage/usr/share/zsh/vendor-completions"
fi

depends=$(dependencies)
[ -n "$depends" ] || fail "dpkg-shlibdeps finds no library that the program needs"
"${STRIP:-strip}" --remove-section=.comment --remove-section=.note "$stage"/usr/bin/*
write_copyright >"$documents/copyright"
write_changelog >"$documents/changelog"
grep -q "^siplint ($version) " "$documents/changelog" ||
    fail "CHANGELOG.md has no heading for $version"
gzip -9n "$documents/changelog"
find "$stage/usr/share/man" -type f -exec gzip -9n {} +

find "$stage" -type d -exec chmod 755 {} +
find "$stage" -type f -perm -100 -exec chmod 755 {} +
find "$stage" -type f ! -perm -100 -exec chmod 644 {} +
(cd "$stage" && find usr -type f | sort | xargs -d '\n' md5sum) >"$stage/DEBIAN/md5sums"
write_control >"$stage/DEBIAN/control"

# The files get the date of SOURCE_DATE_EPOCH. One thread: several may compress to other bytes.
export DPKG_DEB_THREADS_MAX=1
dpkg-deb --root-owner-group -Zxz --build "$stage" "$package" >"$folder/log" ||
    fail "$(cat "$folder/log")"
echo "$package"
