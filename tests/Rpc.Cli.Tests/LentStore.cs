using System.Data.Common;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.Tests;

/// <summary>A store that several commands use after each other: what they dispose is not the store.</summary>
internal sealed class LentStore(ITaskStore store) : ITaskStore
{
    public string Name => store.Name;

    public bool IsDurable => store.IsDurable;

    public ValueTask<T> RunAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default) => store.RunAsync(edit, cancellationToken);

    public ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken = default) => store.ReadAsync(read, cancellationToken);

    public ValueTask<T> RunInAsync<T>(DbTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default) => store.RunInAsync(transaction, edit, cancellationToken);

    public IDisposable Listen(Action<TaskSignal> heard) => store.Listen(heard);

    public ValueTask DisposeAsync() => default;
}
