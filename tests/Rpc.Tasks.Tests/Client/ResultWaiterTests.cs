using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Client;
using Rpc.Testing;

namespace Rpc.Tasks.Tests.Client;

/// <summary>Who waits for a task that a transaction may yet bring.</summary>
public sealed class ResultWaiterTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _clock = new();
    private readonly Guid _id = Guid.CreateVersion7();
    private readonly Looks _looks;
    private readonly ResultWaiter _waiter;
    private bool _open = true;

    public ResultWaiterTests()
    {
        ITaskBackend backend = DispatchProxy.Create<ITaskBackend, Looks>();
        _looks = (Looks)backend;
        _waiter = new ResultWaiter(backend, _clock, NullLogger.Instance);
    }

    public void Dispose() => _waiter.Dispose();

    [Fact]
    public async Task It_learns_within_seconds_that_the_transaction_was_rolled_back()
    {
        Task<TaskOutcome> end = _waiter.WaitAsync(_id, exists: false, () => _open, TestContext.Current.CancellationToken);
        await _clock.RunAsync(TimeSpan.FromSeconds(5));
        Assert.False(end.IsCompleted);
        _open = false;
        await _clock.RunAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(RpcTaskState.NotFound, (await end.WaitAsync(s_patience, TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task A_look_that_began_before_the_commit_does_not_say_that_there_is_no_task()
    {
        _looks.During = () =>
        {
            // Committed after the store has looked, and before its answer arrives.
            _open = false;
            _looks.IsThere = true;
            _looks.During = null;
        };
        Task<TaskOutcome> end = _waiter.WaitAsync(_id, exists: false, () => _open, TestContext.Current.CancellationToken);
        await _clock.RunAsync(TimeSpan.FromSeconds(5));
        Assert.False(end.IsCompleted);
        _looks.HasEnded = true;
        await _clock.RunAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(RpcTaskState.Succeeded, (await end.WaitAsync(s_patience, TestContext.Current.CancellationToken)).State);
    }

    [Fact]
    public async Task What_is_known_to_be_there_is_not_doubted_at_each_look()
    {
        _open = false;
        _looks.IsThere = true;
        Task<TaskOutcome> end = _waiter.WaitAsync(_id, exists: false, () => _open, TestContext.Current.CancellationToken);
        await _clock.RunAsync(TimeSpan.FromSeconds(60));
        Assert.False(end.IsCompleted);
        Assert.InRange(_looks.Doubts, 1, 8);
        Assert.InRange(_looks.Count, 30, 70);
    }

    /// <summary>A backend with one task at most, which counts who looks for it.</summary>
    public class Looks : DispatchProxy
    {
        private volatile bool _isThere;
        private volatile bool _hasEnded;
        private volatile Action? _during;

        public bool IsThere { set => _isThere = value; }

        public bool HasEnded { set => _hasEnded = value; }

        /// <summary>What happens between a look and its answer.</summary>
        public Action? During { set => _during = value; }

        public int Count { get; private set; }

        public int Doubts { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            nameof(ITaskBackend.OutcomesAsync) => new ValueTask<IReadOnlyList<TaskOutcome>>(Look((IReadOnlyList<Guid>)args![0]!, (bool)args[1]!)),
            nameof(ITaskBackend.Listen) => new MemoryStream(),
            nameof(ITaskBackend.Await) => null,
            _ => throw new InvalidOperationException(targetMethod.Name),
        };

        private IReadOnlyList<TaskOutcome> Look(IReadOnlyList<Guid> ids, bool alsoUnknown)
        {
            Count++;
            Doubts += alsoUnknown ? 1 : 0;
            RpcTaskState? state = _hasEnded ? RpcTaskState.Succeeded : _isThere || !alsoUnknown ? null : RpcTaskState.NotFound;
            _during?.Invoke();
            return state is { } ended ? [.. ids.Select(id => new TaskOutcome(id, ended, "", null, null))] : [];
        }
    }
}
