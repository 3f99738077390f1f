#!/usr/bin/env bash
# Writes anew what tests/Rpc.Past.Tests keeps of version 0.1: the generated stubs, the contract.lock that today's contract is
# held against, and the frames of a conversation.
# Only for a version that is not released: what programs in the field were built with does not change any more.
set -euo pipefail
cd "$(dirname "$0")/.."
past=tests/Rpc.Past.Tests.V01
rm -rf "$past/Generated"
dotnet build "$past" -c Release --no-incremental -p:Freeze=true
find "$past/Generated" -name Rpc.ContractLock.g.cs -delete
mv "$past/contract.lock" tests/Rpc.Past.Tests.Today/contract.lock
dotnet build tests/Rpc.Past.Tests -c Release
RPC_FREEZE_PAST=1 tests/Rpc.Past.Tests/bin/Release/net10.0/Rpc.Past.Tests --no-progress --filter-class '*PastFrameTests'
git status --short "$past" tests/Rpc.Past.Tests.Today
