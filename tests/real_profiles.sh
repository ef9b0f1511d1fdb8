#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Lints real profiles, which aren't part of this tree, in the folder that is given. What follows
# was found by reading them, rule by rule: siplint must find that, and nothing besides.
set -eu
program=${SIPLINT:-build/siplint}
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

expected='
01-msdn-pcpc-amun.xml
    addr-reserved-domain addr-reserved-domain auth-deprecated auth-deprecated digest-md5
    kerberos-not-enabled plaintext-password realm-unset sample-value sample-value
    transport-not-tls transport-not-tls udp-roaming user-uri-scheme
02-ce5-phone-phone-edial.xml
    accesscontrol-legacy auth-deprecated auth-deprecated basic-auth kerberos-not-enabled
    plaintext-password realm-missing sample-value sample-value sample-value sample-value
    sample-value sample-value server-domain-mismatch user-uri-scheme
06-sdk7-rtcsample-tcp.xml
    addr-reserved-domain addr-reserved-domain auth-default transport-not-tls transport-not-tls
    user-uri-reserved-domain
08-sdk7-rtcsample-tls.xml
    addr-reserved-domain addr-reserved-domain auth-deprecated auth-deprecated basic-auth
    basic-without-account kerberos-not-enabled user-uri-reserved-domain
17-vmukti-asterisk.xml
    addr-unusable auth-deprecated digest-md5 kerberos-not-enabled no-proxy plaintext-password
    realm-unset registrar-with-session transport-not-tls udp-roaming
50-lookalike-xenserver-disks.xml
    root-not-provision
'

carriers='
a2-ce6-query-input.xml
    setting-without-profile
a4-ce6-sipsettings-as-printed.xml
    xml-malformed
b1-wm65-oma-cp-query.xml
    setting-name-spelling setting-unknown
b3-wm-oma-cp-general-format.xml
    root-not-provision
k1-voip-provision-clean.xml
    addr-unusable addr-unusable digest-md5 kerberos-not-enabled plaintext-password realm-unset
    sample-value transport-not-tls transport-not-tls udp-roaming user-uri-reserved-domain
k4-oma-cp-clean.xml
    addr-reserved-domain addr-reserved-domain addr-unusable addr-unusable digest-md5
    kerberos-not-enabled plaintext-password plaintext-password realm-unset sample-value
    sample-value transport-not-tls transport-not-tls udp-roaming user-uri-reserved-domain
    user-uri-reserved-domain
k6-voip-provision-single-escaped-amp-INNER-MALFORMED.xml
    sample-value xml-malformed
'

# A line for each finding.
list() {
    for word in $1; do
        case $word in
        *.xml) file=$word ;;
        *) echo "$file $word" ;;
        esac
    done | LC_ALL=C sort
}
list "$expected" >"$work/expected"
list "$carriers" >"$work/carriers"

# $1: the input, $2: what must be found in it.
lint() {
    status=0
    "$program" --pedantic --format=gcc "$1" >"$work/output" 2>"$work/said" || status=$?
    sed -n 's,^\(.*/\)*\([^/]*\.xml\):[0-9]*:[0-9]*: [a-z]*: .*\[\([a-z0-9-]*\)\]$,\2 \3,p' \
        "$work/output" | LC_ALL=C sort >"$work/found"
    if [ "$status" != 1 ] || ! diff "$2" "$work/found" >&2; then
        echo "$1: status $status, and not what a person finds: see above" >&2
        failed=1
    fi
}

for file in $(cut -d ' ' -f 1 "$work/expected" | uniq); do
    grep "^$file " "$work/expected" >"$work/one"
    lint "$folder/$file" "$work/one"
done

for file in $(cut -d ' ' -f 1 "$work/carriers" | uniq); do
    grep "^$file " "$work/carriers" >"$work/one"
    lint "$folder/carriers/$file" "$work/one"
done

# As a folder: the samples of one program share their key, and what is called provision but isn't
# a profile is skipped.
{
    grep -v lookalike "$work/expected"
    grep -v general-format "$work/carriers"
    echo '08-sdk7-rtcsample-tls.xml duplicate-key'
    for rule in duplicate-key duplicate-key shared-password shared-password; do
        echo "k4-oma-cp-clean.xml $rule"
    done
    echo 'k6-voip-provision-single-escaped-amp-INNER-MALFORMED.xml duplicate-key'
} | LC_ALL=C sort >"$work/together"
lint "$folder" "$work/together"
if ! grep -q ': 11 files: .* skipped (not a profile)' "$work/said"; then
    echo "$folder: $(cat "$work/said")" >&2
    failed=1
fi

# The grammar that the benchmark gives to peers is one of real profiles too.
grammar=$(dirname "$0")/bench/profile.rng
for file in $(cut -d ' ' -f 1 "$work/expected" | uniq); do
    case $file in *lookalike*) wanted=3 ;; *) wanted=0 ;; esac
    status=0
    xmllint --noout --relaxng "$grammar" "$folder/$file" 2>"$work/said" || status=$?
    [ $status = $wanted ] || { echo "$grammar: $status: $(cat "$work/said")" >&2 && failed=1; }
done

[ $failed != 0 ] || echo "real profiles: $(wc -l <"$work/together") findings, as expected"
exit $failed
