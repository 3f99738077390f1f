using Rpc.Scale.Contracts;

namespace Rpc.Scale.Scenarios.Streams;

/// <summary>A stream whose reader has taken one item and then takes no more, until it is closed.</summary>
internal sealed class UnreadStream
{
    private readonly IAsyncEnumerator<int> _items;

    private UnreadStream(IAsyncEnumerator<int> items) => _items = items;

    public static async Task<UnreadStream> OpenAsync(IScaleService service)
    {
        UnreadStream stream = new(service.CountAsync().GetAsyncEnumerator());
        await stream.CheckNextAsync(0);
        return stream;
    }

    /// <summary>Reads another item, to see that the stream was only waiting, and ends it.</summary>
    public async Task CloseAsync()
    {
        await CheckNextAsync(1);
        await _items.DisposeAsync();
    }

    private async Task CheckNextAsync(int expected)
    {
        if (!await _items.MoveNextAsync() || _items.Current != expected)
        {
            throw new InvalidOperationException($"Item {expected} of an unread stream did not come.");
        }
    }
}
