#!/usr/bin/env bash
# Installs what the tests need beside the .NET SDK. Debian, unattended, as root or with sudo; running it again changes nothing.
# Add a service: append its Debian packages to `packages`, and what says that they are there to `needed`.
set -euo pipefail

packages=(chromium iproute2 postgresql rabbitmq-server tmux)
needed=(/usr/bin/chromium /sbin/ip /usr/lib/postgresql/*/bin/initdb /usr/lib/rabbitmq/bin/rabbitmq-server /usr/bin/tmux)

if ! command -v dotnet >/dev/null; then
    echo "dotnet is not on the PATH. Install the .NET SDK that global.json asks for: https://dotnet.microsoft.com/download" >&2
    exit 1
fi

for file in "${needed[@]}"; do
    [ -e "$file" ] || exec "$(dirname "${BASH_SOURCE[0]}")/install-packages.sh" "${packages[@]}"
done
