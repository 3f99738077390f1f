using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>The objects that the peer has bound on this connection, under numbers of its choice.</summary>
/// <remarks>Changed by the reader only; read by anybody.</remarks>
internal sealed class ServedObjects(IConnectionHost host, CallChannel caller, ReferenceTable references)
{
    /// <summary>Shapes are kept with their binding, parsed to a few times their size; a contract's are some kilobytes.</summary>
    private const int MostShapeBytes = 4 * 1024 * 1024;

    private ConcurrentDictionary<uint, Binding>? _bindings;

    /// <summary>The bindings of each reference, for the reader.</summary>
    private readonly Dictionary<ulong, List<uint>> _numbers = [];
    private long _shapeBytes;
    private volatile bool _closed;

    /// <summary>Bindings that the peer holds.</summary>
    public int Count => _bindings?.Count ?? 0;

    /// <summary>Binds an object, and says what its contract has that the peer's may lack.</summary>
    /// <exception cref="RpcException">There is no such object, the caller may not bind it, or too many are bound.</exception>
    public BoundPayload Bind(BindPayload bind)
    {
        CallTarget target = bind.Reference != 0
            ? references.Find(bind.Reference) ?? throw new RpcException(RpcStatus.NotFound, $"The reference {bind.Reference} is not held any more.", reason: RpcErrorReason.NoSuchObject)
            : host.FindObject(bind.ObjectId, caller);
        BoundAccess? access = target.Access?.Bind(caller, target);
        ConcurrentDictionary<uint, Binding> bindings = _bindings ??= new(concurrencyLevel: 1, capacity: 1);
        if (bindings.Count >= host.Limits.MaxBindings)
        {
            throw RemoteErrors.OverLimit($"This connection has bound {bindings.Count} objects", nameof(RpcLimits.MaxBindings), host.Limits.MaxBindings);
        }

        Unbind(bind.Binding);
        target = target.Open();
        bindings[bind.Binding] = new Binding(target, bind.Reference, access);
        if (_closed)
        {
            Unbind(bind.Binding);
        }

        if (bind.Reference != 0)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_numbers, bind.Reference, out _) ??= []).Add(bind.Binding);
        }

        ContractDescriptor own = target.Descriptor;
        if (!bind.WantDescriptor && bind.Fingerprint == own.Fingerprint && bind.Contract == own.Name)
        {
            return target.IsSession ? BoundPayload.Same with { Session = true } : BoundPayload.Same;
        }

        return new BoundPayload(
            false,
            own.Name,
            [.. own.Methods.Select(m => access?.Allows(m.Index) == false ? "" : m.Signature)],
            [.. own.Types.Select(static t => KeyValuePair.Create(t.Name, t.Shape))],
            bind.WantDescriptor ? own.ToJson(access is null ? null : m => access.Allows(m.Index)) : "") { Session = target.IsSession };
    }

    /// <summary>The peer does not use a binding any more: what was bound is to be closed. Null where nothing was.</summary>
    public CallTarget? TakeOut(uint number) => _bindings is { } bindings && bindings.TryRemove(number, out Binding? binding) ? binding.Target : null;

    private void Unbind(uint number) => TakeOut(number)?.Close();

    /// <summary>Keeps the shapes of the peer's types for one binding.</summary>
    public void SetShapes(ReadOnlySpan<byte> body)
    {
        _shapeBytes += body.Length;
        if (_shapeBytes > MostShapeBytes)
        {
            throw new ProtocolException(ProtocolFault.BadShapes, $"{_shapeBytes} bytes of shapes on one connection where {MostShapeBytes} is the most");
        }

        var reader = new WireReader(body);
        uint binding = reader.ReadUInt32();
        List<KeyValuePair<string, string>> shapes = ShapeTable.Read(ref reader);
        reader.End();
        if (_bindings is { } bindings && bindings.TryGetValue(binding, out Binding? bound))
        {
            try
            {
                bound.Shapes = PeerShapes.Parse(shapes);
            }
            catch (RpcException exception)
            {
                throw new ProtocolException(ProtocolFault.BadShapes, exception.Message);
            }
        }
    }

    /// <summary>The peer gives a reference back.</summary>
    public void Release(ulong reference, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        uint count = reader.ReadUInt32();
        reader.End();
        if (!references.GiveBack(reference, count) || !_numbers.Remove(reference, out List<uint>? numbers))
        {
            return;
        }

        foreach (uint number in numbers)
        {
            // The peer may have used the number for another object since.
            if (_bindings!.TryGetValue(number, out Binding? binding) && binding.Reference == reference)
            {
                Unbind(number);
            }
        }
    }

    /// <summary>What a request is for, or why it is refused before anything of it has run.</summary>
    public RpcException? Find(in CallHeader header, int running, bool draining, out Binding binding)
    {
        RpcLimits limits = host.Limits;
        binding = null!;
        if (_bindings is not { } bindings || !bindings.TryGetValue(header.Binding, out binding!))
        {
            return new RpcException(RpcStatus.NotFound, $"Nothing is bound under number {header.Binding} on this connection: it was released or never bound.", reason: RpcErrorReason.NoSuchObject);
        }

        // Of a batch, each call is judged by itself.
        bool isBatch = (header.Flags & CallHeaderFlags.Batch) != 0;
        if (!isBatch && binding.Access is { } access && !access.Allows(header.Method))
        {
            return access.Deny(header.Method);
        }

        if (!isBatch && header.Method >= binding.Target.Descriptor.Methods.Count)
        {
            return new RpcException(RpcStatus.Unimplemented, $"{binding.Target.Name} ({binding.Target.Descriptor.Name}) has no method number {header.Method}.", reason: RpcErrorReason.NoSuchMethod);
        }

        if (header.Depth > 0)
        {
            // A call of a chain that runs here already: refusing it for want of room would fail work that was accepted.
            return header.Depth < limits.MaxCallDepth ? null : new RpcException(RpcStatus.ResourceExhausted, $"Calls are nested {header.Depth} deep, and {nameof(RpcLimits)}.{nameof(RpcLimits.MaxCallDepth)} of this side is {limits.MaxCallDepth}.", reason: RpcErrorReason.NestedTooDeep);
        }

        if (draining)
        {
            return new RpcException(RpcStatus.Unavailable, "The server is shutting down and takes no new calls.", reason: RpcErrorReason.Draining);
        }

        return running < limits.MaxRunningHandlers ? null : RemoteErrors.OverLimit($"{running} handlers of this connection are running", nameof(RpcLimits.MaxRunningHandlers), limits.MaxRunningHandlers);
    }

    /// <summary>The connection has ended. The reader may be in the middle of a binding: what it adds now it takes out again, see <see cref="Bind"/>.</summary>
    public void Clear()
    {
        _closed = true;
        foreach (uint number in _bindings?.Keys ?? [])
        {
            Unbind(number);
        }
    }
}
