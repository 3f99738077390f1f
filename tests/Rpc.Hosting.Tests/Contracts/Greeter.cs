using System.Runtime.CompilerServices;

namespace Rpc.Hosting.Tests.Contracts;

/// <summary>Counts itself, its calls and its end.</summary>
internal sealed class Greeter(GreeterLife life, ICallContextAccessor context) : IGreeter, IAsyncDisposable
{
    private readonly int _number = life.Made();
    private int _calls;

    public async Task<string> GreetAsync(string name, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        await life.BeforeGreeting(cancellationToken);
        return $"Hi {name} from {_number}";
    }

    public string Greet(string name) => $"Hi {name} from {_number}";

    public Task<int> CountAsync() => Task.FromResult(Interlocked.Increment(ref _calls));

    public async Task<string?> CallerAsync()
    {
        await Task.Yield();
        return context.Current?.PeerAddress;
    }

    public async Task<string> AskBackAsync(IGreeterCaller caller) => $"Hi {await caller.NameAsync()}";

    public async IAsyncEnumerable<int> CountUpAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    public Task NoteAsync(string line)
    {
        life.Notes.Enqueue(line);
        return Task.CompletedTask;
    }

    public Task<int> DivideAsync(int a, int b) => Task.FromResult(a / b);

    public Task RefuseAsync(string reason) => throw new RpcException(RpcStatus.FailedPrecondition, reason);

    public ValueTask DisposeAsync()
    {
        life.Disposed();
        return default;
    }
}
