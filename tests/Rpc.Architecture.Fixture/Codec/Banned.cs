using System.Net.Sockets;

namespace Planted.Codec;

public sealed class Waits
{
    public Task? WaitAsync() => null;
}

public sealed class Looks
{
    public DateTime Now() => DateTime.UtcNow;
}

public sealed class Connects
{
    internal Socket? _socket = null;
}
