namespace Rpc.Network.Tests.Node;

/// <summary>Tells each time that it is disposed.</summary>
internal sealed class Ticket(Action disposed) : IDisposable
{
    public void Dispose() => disposed();
}
