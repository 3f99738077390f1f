"""icegridregistry of Debian's zeroc-icegrid, with an empty database."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "common"))

import name_server

# Each adapter of the registry on an address of its own, so that the one for clients is known by it. All of them are this machine.
CLIENT = "127.0.0.1"
SETTINGS = f"""
IceGrid.InstanceName=IceGrid
IceGrid.Registry.Client.Endpoints=tcp -h {CLIENT}
IceGrid.Registry.Server.Endpoints=tcp -h 127.0.0.2
IceGrid.Registry.Internal.Endpoints=tcp -h 127.0.0.3
IceGrid.Registry.LMDB.Path=data
IceGrid.Registry.AdminPermissionsVerifier=IceGrid/NullPermissionsVerifier
"""


def start(folder):
    os.mkdir(os.path.join(folder, "data"))
    with open(os.path.join(folder, "registry.cfg"), "w") as settings:
        settings.write(SETTINGS)

    def find(pid, _):
        port = name_server.listening_port(pid, CLIENT)
        return f"{CLIENT}:{port}" if port else None

    return ["icegridregistry", "--Ice.Config=registry.cfg"], find


name_server.run(start)
