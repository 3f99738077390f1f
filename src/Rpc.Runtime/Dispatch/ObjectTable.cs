using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>The objects of one server, by id. Thread-safe.</summary>
internal sealed class ObjectTable
{
    private readonly ConcurrentDictionary<string, ObjectEntry> _objects = new(StringComparer.Ordinal);

    /// <summary>Where each object is published, so that a reference to it can travel to third parties.</summary>
    private readonly ConditionalWeakTable<object, ObjectEntry> _byTarget = [];

    /// <summary>What callers need to learn that an id is not there.</summary>
    public RequiredAccess Required { get; } = new();

    /// <summary>Adds an object.</summary>
    /// <exception cref="RpcException">The id, or the object itself, is there already.</exception>
    public void Add(ObjectEntry entry)
    {
        if (_byTarget.TryGetValue(entry.Target, out ObjectEntry? other) && !other.IsRemoved)
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"This {entry.Target.GetType()} is already added, under the id {other.Name}.");
        }

        if (!_objects.TryAdd(entry.Name, entry))
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"An object with the id {entry.Name} is already added. Choose another id, or remove that one first.");
        }

        _byTarget.AddOrUpdate(entry.Target, entry);
        Required.Add(entry.Access);
    }

    /// <summary>Removes an object; its bindings answer NotFound from now on.</summary>
    public bool Remove(string id)
    {
        if (!_objects.TryRemove(id, out ObjectEntry? entry))
        {
            return false;
        }

        entry.IsRemoved = true;
        _byTarget.Remove(entry.Target);
        Required.Remove(entry.Access);
        return true;
    }

    /// <summary>The object with that id, for a caller that may not bind it, perhaps.</summary>
    /// <exception cref="RpcException">There is none, or the caller may not know.</exception>
    public ObjectEntry Get(string id, CallChannel caller)
    {
        if (!_objects.ContainsKey(id) && Required.IsMissingTo(caller, id))
        {
            BoundAccess.Log(caller, "binding (there is none)", id);
            throw AccessErrors.Denied();
        }

        return Get(id);
    }

    /// <summary>The object with that id.</summary>
    /// <exception cref="RpcException">There is none.</exception>
    public ObjectEntry Get(string id) => _objects.TryGetValue(id, out ObjectEntry? entry)
        ? entry
        : throw new RpcException(RpcStatus.NotFound, $"This server has no object \"{(id.Length <= 100 ? id : id[..100] + "...")}\". It may have been removed, or the URI names another server.", reason: RpcErrorReason.NoSuchObject);

    /// <summary>The entry of an object that was added, or null.</summary>
    public ObjectEntry? Find(object target) => _byTarget.TryGetValue(target, out ObjectEntry? entry) && !entry.IsRemoved ? entry : null;
}
