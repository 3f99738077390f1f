using Rpc.Tasks.Hub;

namespace Rpc.Tasks.Comparison;

/// <summary>A backend, a client and a worker.</summary>
internal sealed class Setting : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _parts = new();

    private Setting()
    {
    }

    /// <summary>The client.</summary>
    public required RpcTasks Tasks { get; init; }

    /// <summary>Starts what a row measures.</summary>
    /// <param name="place">Where the tasks lie. Of a hub only the folder is told: it is started in this process, and its clients reach it over TCP.</param>
    /// <param name="concurrency">How many tasks the worker runs at a time.</param>
    /// <param name="apart">Whether the worker is a process of its own, instead of a part of this one.</param>
    public static async Task<Setting> StartAsync(Place place, int concurrency, bool apart)
    {
        Served? served = place.Backend == "hub" ? await Served.StartAsync(place.File) : null;
        place = place with { Hub = served?.Uri };
        var setting = new Setting { Tasks = await place.OpenAsync() };
        if (served is not null)
        {
            setting._parts.Push(served);
        }

        setting._parts.Push(setting.Tasks);
        setting._parts.Push(apart ? await WorkerProcess.StartAsync(place, concurrency) : await Place.StartWorkerAsync(setting.Tasks, concurrency));
        return setting;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }
    }
}
