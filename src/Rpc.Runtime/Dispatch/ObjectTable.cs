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

    /// <summary>An id that the server keeps for an object of its own; null for none.</summary>
    public string? Reserved { get; init; }

    /// <summary>Adds an object; with <paramref name="replace"/>, in the place of the one that is there.</summary>
    /// <exception cref="RpcException">The id, or the object itself, is there already; or the one to be replaced is of another contract.</exception>
    public void Add(ObjectEntry entry, bool replace)
    {
        if (entry.Name == Reserved)
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"The id {entry.Name} is kept for an object that every server has. Choose another id.");
        }

        if (entry.Target is { } target && Find(target) is { } other && !(replace && other.Name == entry.Name))
        {
            throw new RpcException(RpcStatus.AlreadyExists, $"This {target.GetType()} is already added, under the id {other.Name}.");
        }

        while (!_objects.TryAdd(entry.Name, entry))
        {
            if (!replace)
            {
                throw new RpcException(RpcStatus.AlreadyExists, $"An object with the id {entry.Name} is already added. Choose another id, remove that one first, or set {nameof(ObjectOptions)}.{nameof(ObjectOptions.Replace)}.");
            }

            if (_objects.TryGetValue(entry.Name, out ObjectEntry? old) && TryReplace(old, entry))
            {
                break;
            }
        }

        if (entry.Target is not null)
        {
            _byTarget.AddOrUpdate(entry.Target, entry);
        }

        Required.Add(entry.Access);
    }

    private bool TryReplace(ObjectEntry old, ObjectEntry entry)
    {
        if (old.Descriptor != entry.Descriptor)
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"The object {entry.Name} is a {old.Descriptor.Name} and cannot be replaced by a {entry.Descriptor.Name}: proxies of it exist. Remove it first.");
        }

        if (!AccessRule.AreSame(old.Access, entry.Access))
        {
            throw new RpcException(RpcStatus.FailedPrecondition, $"The object {entry.Name} cannot be replaced by one that requires other rights: callers have bound it. Remove it first.");
        }

        if (!_objects.TryUpdate(entry.Name, entry, old))
        {
            return false;
        }

        if (old.Target is not null)
        {
            _byTarget.Remove(old.Target);
        }

        Required.Remove(old.Access);
        old.End(entry);
        return true;
    }

    /// <summary>Whether there is an object with that id.</summary>
    public bool Contains(string id) => _objects.ContainsKey(id);

    /// <summary>The server has stopped: what factories have made is disposed.</summary>
    public void EndAll()
    {
        foreach (ObjectEntry entry in _objects.Values)
        {
            entry.End();
        }
    }

    /// <summary>Removes an object; its bindings answer NotFound from now on.</summary>
    public bool Remove(string id)
    {
        if (!_objects.TryRemove(id, out ObjectEntry? entry))
        {
            return false;
        }

        entry.End();
        Required.Remove(entry.Access);
        if (entry.Target is not null)
        {
            _byTarget.Remove(entry.Target);
        }

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
