using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>What travels beside one call while it runs: the streams, bodies and receivers of progress among its arguments, in their order. Made by generated proxies, for one call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CallFlows
{
    private readonly List<FlowTarget?> _targets = new(1);
    private MethodDescriptor? _method;
    private Exception? _failure;

    internal MethodDescriptor Method => _method!;

    /// <summary>The shapes of the callee's types, where its contract differs; set for each attempt.</summary>
    internal PeerShapes? Shapes { get; private set; }

    /// <summary>With what a stream of the caller's own ended that did not end well.</summary>
    internal Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>Adds a stream; null where the argument is.</summary>
    public CallFlows Items<T>(IAsyncEnumerable<T>? items, ValueCodec<T> codec)
    {
        _targets.Add(items is null ? null : new ItemsFlow<T>(this, _targets.Count, items, codec));
        return this;
    }

    /// <summary>Adds a body, which is read from its present position and not disposed; null where the argument is.</summary>
    public CallFlows Body(Stream? body)
    {
        _targets.Add(body is null ? null : new ItemsFlow<ReadOnlyMemory<byte>?>(this, _targets.Count, new BodyItems(body), BodyCodec.Value));
        return this;
    }

    /// <summary>Adds a receiver of progress; null where the argument is.</summary>
    public CallFlows Progress<T>(IProgress<T>? progress, ValueCodec<T> codec)
    {
        _targets.Add(progress is null ? null : new ProgressFlow<T>(this, _targets.Count, progress, codec));
        return this;
    }

    /// <summary>Receivers of progress that nobody listens to.</summary>
    internal static CallFlows Unheard(int receivers)
    {
        var flows = new CallFlows();
        for (int i = 0; i < receivers; i++)
        {
            flows._targets.Add(new UnheardFlow(flows, i));
        }

        return flows;
    }

    internal void Begin(MethodDescriptor method, PeerShapes? shapes)
    {
        _method = method;
        Shapes = shapes;
    }

    internal FlowTarget? Find(int place) => place < _targets.Count ? _targets[place] : null;

    internal void Failed(Exception exception) => Interlocked.CompareExchange(ref _failure, exception, null);

    /// <summary>The call is over: its streams are stopped, and what was reported is told.</summary>
    internal async Task EndAsync()
    {
        foreach (FlowTarget? target in _targets)
        {
            if (target is not null)
            {
                await target.EndAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The same for another call with the same arguments.</summary>
    internal CallFlows Again()
    {
        var again = new CallFlows();
        foreach (FlowTarget? target in _targets)
        {
            again._targets.Add(target?.For(again));
        }

        return again;
    }
}
