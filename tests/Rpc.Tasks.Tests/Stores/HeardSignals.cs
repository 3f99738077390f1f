using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>What a listener of a store has heard so far.</summary>
internal sealed class HeardSignals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<TaskSignal> _heard = [];
    private readonly SemaphoreSlim _more = new(0);
    private readonly PostgresTaskStore _store;
    private readonly IDisposable _end;

    public HeardSignals(PostgresTaskStore store)
    {
        _store = store;
        _end = store.Listen(signal =>
        {
            lock (_heard)
            {
                _heard.Add(signal);
            }

            _more.Release();
        });
    }

    public IReadOnlyList<TaskSignal> All
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public bool Has(Guid ended) => All.Any(signal => signal.Ended?.Contains(ended) == true);

    /// <summary>Waits until the store has a connection over which it hears others.</summary>
    public Task ListensAsync() => _store.Listening.WaitAsync(Patience);

    public Task HearsAsync(Guid ended) => UntilAsync(all => all.Any(signal => signal.Ended?.Contains(ended) == true));

    public async Task UntilAsync(Func<IReadOnlyList<TaskSignal>, bool> holds)
    {
        while (!holds(All))
        {
            Assert.True(await _more.WaitAsync(Patience), $"Heard only: {string.Join(", ", All)}");
        }
    }

    public void Dispose() => _end.Dispose();
}
