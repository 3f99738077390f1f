namespace Rpc.Runtime.Tests;

/// <summary>The same, disposed by a call that blocks.</summary>
[Remote]
public interface ITicket : IDisposable
{
    int Number { get; }
}
