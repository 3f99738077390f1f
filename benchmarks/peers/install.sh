#!/usr/bin/env bash
# Installs the RPC systems that the comparison runs beside this library, from Debian, and builds the peers.
# Unattended, as root or with sudo; running it again changes nothing.
set -euo pipefail
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

../../eng/install-packages.sh "${packages[@]}"
./build.sh
