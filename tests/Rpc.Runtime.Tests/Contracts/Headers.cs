namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IHeaders"/>.</summary>
public sealed class Headers : IHeaders
{
    private volatile string? _kept;

    public string? Tell(string name) => CallContext.Current!.Headers.TryGetValue(name, out string? value) ? value : null;

    public Task<string?> TellAsync(string name, byte[]? load = null) => Task.FromResult(Tell(name));

    public int Count() => CallContext.Current!.Headers.Count;

    public async Task<byte[]> AnswerAsync(string name, string value, int load = 0)
    {
        CallContext context = CallContext.Current!;
        await Task.Yield();
        context.ResponseHeaders[name] = value;
        return new byte[load];
    }

    public void Fail(string name, string value)
    {
        CallContext.Current!.ResponseHeaders[name] = value;
        throw new InvalidOperationException("as wanted");
    }

    public async IAsyncEnumerable<int> Stream(string name, string value)
    {
        CallContext context = CallContext.Current!;
        yield return 1;
        await Task.Yield();
        context.ResponseHeaders[name] = value;
        yield return 2;
    }

    public void Keep(string name) => _kept = Tell(name);

    public string? Kept() => _kept;

    public string Correlation() => CallContext.Current!.CorrelationId;

    public async Task<string> ThroughAsync(IHeaders other, bool afterAwait)
    {
        if (afterAwait)
        {
            await Task.Delay(1);
        }

        return other.Correlation();
    }

    public int CountThrough(IHeaders other) => other.Count();

    public async Task<double> TimeThroughAsync(IHeaders other, bool afterAwait)
    {
        if (afterAwait)
        {
            await Task.Delay(1);
        }

        return other.Time();
    }

    public double Time() => CallContext.Current!.TimeRemaining.TotalMilliseconds;
}
