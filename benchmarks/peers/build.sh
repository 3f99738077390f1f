#!/usr/bin/env bash
# Builds the peers (all, or the named ones) to artifacts/peers/NAME/{server,client}; what is up to date is left alone.
# Ends with 1 when a peer could not be built, and says which package it lacks.
set -uo pipefail
cd "$(dirname "$0")"
out="$(cd ../.. && pwd)/artifacts/peers"
all=(raw-c raw-c-spin omniorb ice grpc-cpp capnproto thrift pyro4 rpyc omninames icegrid pyro4-ns)
flags=(-std=c++17 -O2 -pthread -Wall -Wextra)

needs() { # PROGRAM-OR-FILE PACKAGE
    case "$1" in
        /*) [ -e "$1" ] ;;
        *) command -v "$1" >/dev/null ;;
    esac || { echo "$name: needs the package $2 (benchmarks/peers/install.sh installs it)" >&2; return 1; }
}

needs_module() { # MODULE PACKAGE
    # Debian's own interpreter, because Debian's packages are invisible to any other one.
    /usr/bin/python3 -c "import $1" 2>/dev/null ||
        { echo "$name: needs the package $2 (benchmarks/peers/install.sh installs it)" >&2; return 1; }
}

# Compiles DIR/server.cpp and DIR/client.cpp (those that there are), with what was generated to $dir/gen: compile DIR [GENERATED-SOURCE...] -- [LIBRARY...]
compile() {
    local from="$1" generated=() role
    shift
    while [ "$1" != -- ]; do generated+=("$1"); shift; done
    shift
    for role in server client; do
        [ -f "$from/$role.cpp" ] || continue
        g++ "${flags[@]}" -isystem "$dir/gen" "$from/$role.cpp" ${generated[@]+"${generated[@]}"} -o "$dir/$role.new" "$@" &&
            mv "$dir/$role.new" "$dir/$role" || return 1
    done
}

# Writes programs that pass their arguments on: launch COMMAND...  (ROLE stands for server or client)
launch() {
    local role
    for role in server client; do
        printf '#!/bin/sh\nexec %s "$@"\n' "${*//ROLE/$role}" >"$dir/$role" && chmod +x "$dir/$role" || return 1
    done
}

build_raw-c() { needs g++ g++ && compile raw-c -- ; }

build_raw-c-spin() { needs g++ g++ && compile raw-c -- && mv "$dir/server" "$dir/raw-server" && mv "$dir/client" "$dir/raw-client" && launch "'$dir/raw-ROLE' --spin"; }

build_omniorb() {
    needs g++ g++ && needs omniidl omniidl && needs /usr/include/omniORB4/CORBA.h libomniorb4-dev || return 1
    omniidl -bcxx -C "$dir/gen" omniorb/calculator.idl &&
        compile omniorb "$dir/gen/calculatorSK.cc" -- -lomniORB4 -lomnithread
}

build_ice() {
    needs g++ g++ && needs slice2cpp zeroc-ice-compilers && needs /usr/include/Ice/Ice.h libzeroc-ice-dev || return 1
    slice2cpp --output-dir "$dir/gen" ice/calculator.ice &&
        compile ice "$dir/gen/calculator.cpp" -- -DICE_CPP11_MAPPING -lIce++11
}

build_grpc-cpp() {
    needs g++ g++ && needs pkg-config pkg-config && needs protoc protobuf-compiler &&
        needs grpc_cpp_plugin protobuf-compiler-grpc && needs /usr/include/grpcpp/grpcpp.h libgrpc++-dev &&
        needs /usr/include/google/protobuf/message.h libprotobuf-dev || return 1
    protoc -Igrpc-cpp --cpp_out="$dir/gen" --grpc_out="$dir/gen" --plugin=protoc-gen-grpc="$(command -v grpc_cpp_plugin)" calculator.proto &&
        compile grpc-cpp "$dir/gen/calculator.pb.cc" "$dir/gen/calculator.grpc.pb.cc" -- $(pkg-config --libs grpc++ protobuf)
}

build_capnproto() {
    needs g++ g++ && needs capnp capnproto && needs /usr/include/capnp/rpc.h libcapnp-dev || return 1
    capnp compile --src-prefix=capnproto -oc++:"$dir/gen" capnproto/calculator.capnp &&
        compile capnproto "$dir/gen/calculator.capnp.c++" -- -lcapnp-rpc -lcapnp -lkj-async -lkj
}

build_thrift() {
    needs g++ g++ && needs thrift thrift-compiler && needs /usr/include/thrift/Thrift.h libthrift-dev && needs /usr/include/boost/version.hpp libboost-dev || return 1
    # `templates` lets the compiler inline the protocol into the generated code.
    thrift --gen cpp:templates,no_skeleton -out "$dir/gen" thrift/calculator.thrift &&
        compile thrift "$dir/gen/Calculator.cpp" -- -lthrift
}

build_pyro4() {
    needs_module Pyro4 python3-pyro4 && needs_module serpent python3-serpent && launch "/usr/bin/python3 '$PWD/pyro4/ROLE.py'"
}

build_rpyc() {
    needs_module rpyc python3-rpyc && launch "/usr/bin/python3 '$PWD/rpyc/ROLE.py'"
}

# The servers of name servers are small programs that run the real one.
build_omninames() {
    needs g++ g++ && needs omniNames omniorb-nameserver && needs /usr/include/omniORB4/CORBA.h libomniorb4-dev && needs /usr/bin/python3 python3 || return 1
    launch "/usr/bin/python3 '$PWD/omninames/ROLE.py'" && compile omninames -- -lomniORB4 -lomnithread
}

build_icegrid() {
    needs g++ g++ && needs icegridregistry zeroc-icegrid && needs /usr/include/IceGrid/IceGrid.h libzeroc-ice-dev && needs /usr/bin/python3 python3 || return 1
    launch "/usr/bin/python3 '$PWD/icegrid/ROLE.py'" && compile icegrid -- -DICE_CPP11_MAPPING -lIceGrid++11 -lGlacier2++11 -lIce++11
}

build_pyro4-ns() { needs_module Pyro4 python3-pyro4 && launch "/usr/bin/python3 '$PWD/pyro4-ns/ROLE.py'"; }

failed=0
for name in "${@:-${all[@]}}"; do
    [[ " ${all[*]} " == *" $name "* ]] || { echo "There is no peer named '$name'. Peers: ${all[*]}" >&2; exit 2; }
    dir="$out/$name"
    source="${name%-spin}"
    if [ -x "$dir/client" ] && [ -z "$(find "$source" common build.sh -newer "$dir/client" -type f -not -name '*.md' -print -quit)" ]; then
        continue
    fi
    mkdir -p "$dir/gen"
    echo "building $name" >&2
    if ! "build_$name"; then
        echo "$name: not built" >&2
        rm -f "$dir/server" "$dir/client"
        failed=1
    fi
done
exit "$failed"
