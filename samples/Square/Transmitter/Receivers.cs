using System.Collections.Concurrent;
using Rpc;
using Rpc.Naming;
using Square.Contract;
using Square.Receiver;

namespace Square.Transmitter;

/// <summary>All squares that there are: found by their tag, followed as they come and go, and kept while the name server is away.</summary>
internal sealed class Receivers(RpcClient client, string player)
{
    private readonly ConcurrentDictionary<string, PlayedSquare> _squares = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those that are known now, by name.</summary>
    public IReadOnlyList<PlayedSquare> All => [.. _squares.Values.OrderBy(square => square.Name, StringComparer.Ordinal)];

    /// <summary>Done when those that were there at first are known.</summary>
    public Task First => _first.Task;

    /// <summary>Follows them until it is stopped.</summary>
    /// <exception cref="RpcException">There is no name server at first. One that goes away later is waited for, and nothing is forgotten meanwhile.</exception>
    public async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            await client.Names.NameServer.PingAsync(stop);
            await foreach (NameEvent told in client.Names.WatchAsync(new NameFilter(AllTags: [ReceiveRole.Tag]), cancellationToken: stop))
            {
                Follow(told);
            }
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            _first.TrySetException(error);
        }
    }

    private void Follow(NameEvent told)
    {
        switch (told.Kind)
        {
            case NameEventKind.Present or NameEventKind.Added:
                // By its name, not its address: a receiver that is started again under its name is found again.
                _squares.TryAdd(told.Entry!.Name, new PlayedSquare(told.Entry.Name, () => client.Get<ISquare>($"rpcname:{told.Entry.Name}"), player));
                break;
            case NameEventKind.Removed:
                _squares.TryRemove(told.Entry!.Name, out _);
                break;
            case NameEventKind.Current:
                _first.TrySetResult();
                break;
            default:
                break;
        }
    }
}
