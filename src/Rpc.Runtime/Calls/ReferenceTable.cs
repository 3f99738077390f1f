using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The live objects that travel over one connection: those that the peer may call here, and the proxies for those of the peer.</summary>
/// <remarks>
/// Invariants, under <c>_lock</c>: <c>_exports</c> and <c>_ids</c> hold the same objects; an export's count is how often it was sent less
/// how often the peer gave it back, and it is dropped at zero; ids are never used twice.
/// </remarks>
internal sealed class ReferenceTable(CallChannel channel, ReferenceBinder binder) : IReferenceTable
{
    /// <summary>The bit that says: the object is the receiver's own, and came from it under the other bits.</summary>
    private const ulong Home = 1UL << 63;

    private readonly Lock _lock = new();
    // Made when the first reference travels: most connections carry none.
    private Dictionary<ulong, Exported>? _exports;
    private Dictionary<object, (Type Contract, ulong Id)[]>? _ids;
    private Dictionary<ulong, uint>? _imports;
    private readonly CollectedReferences _collected = new(channel);
    private LeasedObjects? _leased;
    private ulong _last;
    private bool _cleared;

    private sealed record Exported(CallTarget CallTarget, object Target)
    {
        public uint Count { get; set; }
    }

    /// <summary>How many objects the peer may call through references.</summary>
    public int ExportCount
    {
        get
        {
            lock (_lock)
            {
                return _exports?.Count ?? 0;
            }
        }
    }

    /// <summary>References of the peer that this side holds.</summary>
    public int ImportCount
    {
        get
        {
            lock (_lock)
            {
                return _imports?.Count ?? 0;
            }
        }
    }

    public (string Uri, ulong Id) Export<T>(T target)
        where T : class
    {
        if (binder.Describe(target) is { } known)
        {
            if (known.Channel == channel && known.Reference != 0)
            {
                return ("", known.Reference | Home);
            }

            if (known.Uri.Length > 0)
            {
                return (known.Uri, 0);
            }
        }

        channel.ExpectCalls();
        lock (_lock)
        {
            _exports ??= [];
            _ids ??= new Dictionary<object, (Type Contract, ulong Id)[]>(ReferenceEqualityComparer.Instance);
            (Type Contract, ulong Id)[] ids = _ids.GetValueOrDefault(target, []);
            ulong id = Array.Find(ids, static one => one.Contract == typeof(T)).Id;
            if (id == 0)
            {
                if (_exports.Count >= channel.Limits.MaxBindings)
                {
                    throw CallFailures.Refused(channel, RemoteErrors.OverLimit($"The peer holds {_exports.Count} references to objects of this side", nameof(RpcLimits.MaxBindings), channel.Limits.MaxBindings));
                }

                id = ++_last;
                _exports[id] = new Exported(binder.CreateTarget(target, $"reference {id}"), target);
                _ids[target] = [.. ids, (typeof(T), id)];
            }

            _exports[id].Count++;
            return ("", id);
        }
    }

    public T Import<T>(string uri, ulong id)
        where T : class
    {
        if (uri.Length > 0)
        {
            return binder.Resolve<T>(uri, channel);
        }

        lock (_lock)
        {
            if ((id & Home) != 0)
            {
                return _exports is not null && _exports.TryGetValue(id & ~Home, out Exported? export) && export.Target is T own
                    ? own
                    : throw new RpcException(RpcStatus.NotFound, $"The reference {id & ~Home} is not an object of this side any more.", reason: RpcErrorReason.NoSuchObject);
            }

            _imports ??= [];
            if (_imports.Count >= channel.Limits.MaxBindings && !_imports.ContainsKey(id))
            {
                throw RemoteErrors.OverLimit($"This side holds {_imports.Count} references of its peer", nameof(RpcLimits.MaxBindings), channel.Limits.MaxBindings);
            }

            _imports[id] = _imports.GetValueOrDefault(id) + 1;
        }

        return binder.CreateProxy<T>(new ReferenceLease(channel, id));
    }

    /// <summary>The exported object that a peer wants to bind.</summary>
    public CallTarget? Find(ulong id)
    {
        lock (_lock)
        {
            return _exports is not null && _exports.TryGetValue(id, out Exported? export) ? export.CallTarget : null;
        }
    }

    /// <summary>The peer holds an export <paramref name="count"/> times less. True when nobody holds it any more.</summary>
    public bool GiveBack(ulong id, uint count)
    {
        lock (_lock)
        {
            if (_exports is null || !_exports.TryGetValue(id, out Exported? export))
            {
                return false;
            }

            export.Count -= Math.Min(count, export.Count);
            if (export.Count > 0)
            {
                return false;
            }

            _exports.Remove(id);
            (Type Contract, ulong Id)[] left = Array.FindAll(_ids![export.Target], one => one.Id != id);
            if (left.Length > 0)
            {
                _ids[export.Target] = left;
            }
            else
            {
                _ids.Remove(export.Target);
                _leased?.Released(export.Target);
            }

            return true;
        }
    }

    /// <summary>Disposes an object of this side when the peer has given it back, or when the connection ends.</summary>
    public void Lease(object target)
    {
        lock (_lock)
        {
            _leased ??= new LeasedObjects(channel.Logger);
            if (_cleared)
            {
                _leased.Close();
            }
        }

        _leased.Add(target);
    }

    /// <summary>The caller disposes the object itself.</summary>
    public bool EndLease(object target)
    {
        lock (_lock)
        {
            return _leased?.TryTake(target) == true;
        }
    }

    /// <summary>Whether this side holds a reference of its peer.</summary>
    public bool IsHeld(ulong id)
    {
        lock (_lock)
        {
            return _imports?.ContainsKey(id) == true;
        }
    }

    /// <summary>A receipt of a reference of the peer is not needed any more.</summary>
    public void Release(ulong id)
    {
        bool last;
        lock (_lock)
        {
            if (_imports is null || !_imports.TryGetValue(id, out uint count))
            {
                return;
            }

            last = count == 1;
            if (last)
            {
                _imports.Remove(id);
            }
            else
            {
                _imports[id] = count - 1;
            }
        }

        channel.ReleaseReference(id, last);
    }

    /// <summary>Nobody has a proxy any more, and nobody disposed it.</summary>
    public void Collected(ulong id)
    {
        _collected.Add(id);
        ReleaseCollected(Environment.TickCount64);
    }

    /// <summary>Gives back what was collected, as far as it may be now.</summary>
    public void ReleaseCollected(long now)
    {
        while (_collected.TryTake(now, out ulong reference))
        {
            Release(reference);
        }
    }

    /// <summary>The connection has ended: nothing is held any more.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _exports?.Clear();
            _ids?.Clear();
            _imports?.Clear();
            _cleared = true;
            _leased?.Close();
        }

        _collected.Clear();
    }
}
