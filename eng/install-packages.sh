#!/usr/bin/env bash
# Installs Debian packages that are not there yet: eng/install-packages.sh PACKAGE...
# Unattended, as root or with sudo; running it again changes nothing. Starts no service: whoever needs one runs a copy of its own on its own ports.
set -euo pipefail

missing=()
for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done

[ "${#missing[@]}" -gt 0 ] || exit 0

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "install-packages: needs root or sudo to install: ${missing[*]}" >&2; exit 1; }
    sudo=(sudo -n)
fi

if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | ${sudo[@]+"${sudo[@]}"} tee /usr/sbin/policy-rc.d >/dev/null
    ${sudo[@]+"${sudo[@]}"} chmod +x /usr/sbin/policy-rc.d
    trap '${sudo[@]+"${sudo[@]}"} rm -f /usr/sbin/policy-rc.d' EXIT
fi

# Another installation may be running: wait for it instead of failing.
apt=(${sudo[@]+"${sudo[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
for _ in $(seq 60); do
    "${apt[@]}" update </dev/null && break
    sleep 5
done
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null
