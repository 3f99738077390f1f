using System.Collections.Concurrent;
using Rpc.Testing;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Counts the calls that reach a hub, and cuts the connections behind some of them, so that their answers are lost.</summary>
internal sealed class HubCuts : IRpcServerInterceptor
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _left;

    /// <summary>What is cut; null for nothing.</summary>
    public FaultyProxy? Proxy { get; set; }

    /// <summary>The method whose answers are lost.</summary>
    public string Method { get; set; } = "";

    /// <summary>How many more of them.</summary>
    public int Left
    {
        get => _left;
        set => _left = value;
    }

    public int CallsOf(string method) => _calls.GetValueOrDefault(method);

    public async ValueTask InvokeAsync(CallContext context, Func<ValueTask> next)
    {
        string method = context.Method.Split('(')[0].Split('.')[^1];
        _calls.AddOrUpdate(method, 1, static (_, count) => count + 1);
        await next();
        if (method == Method && Interlocked.Decrement(ref _left) >= 0)
        {
            Proxy!.Faults.Cut();
        }
    }
}
