namespace Rpc.Cli.Remote;

/// <summary>An object that is served until this is disposed.</summary>
internal interface IServing : IAsyncDisposable
{
    RemoteUri Uri { get; }
}
