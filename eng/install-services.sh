#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK. Debian, unattended, as root or with sudo; running it again changes nothing.
# Add a service: append its Debian packages to `packages`, and what says that they are there to `needed`.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

packages=(iproute2 postgresql)
needed=(/sbin/ip /usr/lib/postgresql/*/bin/initdb)

if ! command -v dotnet >/dev/null; then
    echo "dotnet is not on the PATH. Install the .NET SDK that global.json asks for: https://dotnet.microsoft.com/download" >&2
    exit 1
fi

missing=0
for file in ${needed[@]+"${needed[@]}"}; do
    [ -e "$file" ] || missing=1
done

if [ "$missing" -eq 0 ]; then
    [ "${#packages[@]}" -gt 0 ] || echo "install-services: the tests need nothing but the .NET SDK."
    exit 0
fi

sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "install-services: needs root or sudo to install: ${packages[*]}" >&2; exit 1; }
    sudo=(sudo -n)
fi

# Packages start no service here: the tests run their own copies on their own ports.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee /usr/sbin/policy-rc.d >/dev/null
    "${sudo[@]}" chmod +x /usr/sbin/policy-rc.d
    trap '"${sudo[@]}" rm -f /usr/sbin/policy-rc.d' EXIT
fi

"${sudo[@]}" apt-get -qq update </dev/null
"${sudo[@]}" apt-get -qq install -y --no-install-recommends "${packages[@]}" </dev/null >/dev/null
