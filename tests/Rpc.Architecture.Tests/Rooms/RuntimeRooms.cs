namespace Rpc.Architecture.Tests.Rooms;

/// <summary>The rooms of Rpc.Runtime: the table of docs/architecture.md as data. Change both together, with a decision page.</summary>
internal static class RuntimeRooms
{
    /// <summary>Every room. Errors is where everything ends, so the rooms that fail name it too.</summary>
    public static readonly IReadOnlyList<Room> All =
    [
        new("Errors"),
        new("Buffers", "Errors") { Bans = [Ban.Tasks, Ban.Logging, Ban.Clock] },
        new("Codec", "Buffers", "Errors") { Bans = [Ban.Sockets, Ban.Pipes, Ban.Tasks, Ban.Threads, Ban.Clock] },
        new("Protocol", "Codec", "Buffers", "Errors") { Bans = [Ban.Sockets, Ban.Tasks, Ban.Threads, Ban.Clock] },
        new("Transports", "Buffers", "Errors", "Diagnostics"),
        new("Security", "Errors") { Bans = [Ban.Logging, Ban.Pipes, Ban.Clock] },
        new("Calls", "Security", "Codec", "Buffers", "Errors", "Diagnostics")
        {
            // A call carries its header and may carry an error: what is in them, not how frames are read.
            MayAlsoUse = ["Protocol/CallHeader", "Protocol/Error", "Protocol/Status"],
            Bans = [Ban.Sockets, Ban.Pipes],
        },
        new("Connections", "Security", "Protocol", "Transports", "Calls", "Diagnostics", "Codec", "Buffers", "Errors"),
        new("Dispatch", "Security", "Calls", "Codec", "Diagnostics", "Buffers", "Errors") { Bans = [Ban.Sockets, Ban.Pipes] },
        new("Stubs", "Calls", "Codec", "Dispatch", "Buffers", "Errors", "Diagnostics"),
        new("Naming", "Calls", "Stubs", "Codec", "Diagnostics", "Errors"),
        new("Load", "Calls", "Dispatch", "Stubs", "Codec", "Diagnostics", "Errors"),
        new("Diagnostics", "Errors"),
        new(RoomMap.Root, "Security", "Errors", "Buffers", "Codec", "Protocol", "Transports", "Calls", "Connections", "Dispatch", "Stubs", "Naming", "Load", "Diagnostics"),
    ];

    /// <summary>Types in the project's own folder that are plain values, by the beginning of their name, so that every room may name them. Attributes are too.</summary>
    public static readonly IReadOnlyList<string> Values = ["RemoteUri", "RemoteScheme", "RemoteHost", "RpcLimits", "RpcServerTls", "RpcClientTls", "ClientCertificateMode", "TlsVersions"];
}
