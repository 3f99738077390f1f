using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Stubs;

namespace Rpc.Tasks.Worker;

/// <summary>Which runner and method a stored kind stands for, former names included. Immutable.</summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<string, (KeptCallRunner Runner, MethodDescriptor Method)> _kinds = new(StringComparer.Ordinal);

    public HandlerTable(TaskWorkerOptions options, ILogger log, int mostBytes)
    {
        var limits = new RpcLimits { MaxMessageBytes = mostBytes };
        var runners = new List<(KeptCallRunner Runner, MethodDescriptor Method)>();
        foreach (KeptHandler handler in options.Handlers)
        {
            KeptCallRunner runner = handler.Create([.. options.Interceptors], log, limits);
            foreach (MethodDescriptor method in runner.Contract.Methods)
            {
                if (!_kinds.TryAdd(KeptCalls.KindOf(method), (runner, method)))
                {
                    throw new ArgumentException($"The worker cannot start: {KeptCalls.KindOf(method)} is handled twice.", nameof(options));
                }

                runners.Add((runner, method));
            }
        }

        // A name that a method has now counts more than one that another has had.
        foreach ((KeptCallRunner runner, MethodDescriptor method) in runners)
        {
            foreach (string kind in KeptCalls.KindsOf(method))
            {
                _kinds.TryAdd(kind, (runner, method));
            }
        }

        Kinds = [.. _kinds.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>All kinds that are known.</summary>
    public IReadOnlyList<string> Kinds { get; }

    /// <summary>What runs a kind.</summary>
    public bool TryFind(string kind, out KeptCallRunner runner, out MethodDescriptor method)
    {
        bool found = _kinds.TryGetValue(kind, out (KeptCallRunner Runner, MethodDescriptor Method) handler);
        (runner, method) = handler;
        return found;
    }
}
