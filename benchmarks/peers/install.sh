#!/usr/bin/env bash
# Installs the RPC systems that the comparison runs beside this library, from Debian, and builds the peers.
# Unattended, as root or with sudo; running it again changes nothing.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
cd "$(dirname "$0")"

packages=(
    g++ pkg-config                                          # all compiled peers
    omniidl libomniorb4-dev                                 # omniorb
    zeroc-ice-compilers zeroc-ice-slice libzeroc-ice-dev    # ice
    protobuf-compiler protobuf-compiler-grpc libprotobuf-dev libgrpc++-dev  # grpc-cpp
    capnproto libcapnp-dev                                  # capnproto
    thrift-compiler libthrift-dev libboost-dev              # thrift (its headers include boost)
    python3 python3-pyro4 python3-serpent                   # pyro4
    python3-rpyc                                            # rpyc
    omniorb-nameserver                                      # omninames, which also needs what omniorb does
    zeroc-icegrid                                           # icegrid, which also needs what ice does
)

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done

if [ "${#missing[@]}" -gt 0 ]; then
    sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "install: needs root or sudo to install: ${missing[*]}" >&2; exit 1; }
        sudo=(sudo -n)
    fi

    # Packages start no service here: the comparison starts its own servers on its own ports.
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
fi

./build.sh
