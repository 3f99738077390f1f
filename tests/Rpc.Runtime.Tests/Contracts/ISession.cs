namespace Rpc.Runtime.Tests;

/// <summary>An object that somebody opens and disposes.</summary>
[Remote]
public interface ISession : IAsyncDisposable
{
    int Number { get; }
}
