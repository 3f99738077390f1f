using System.Diagnostics.CodeAnalysis;
using Rpc.NameServer.Registry;

namespace Rpc.NameServer.Leases;

/// <summary>Registrations by their lease: a hash table without anything but places, since there may be millions. Not thread-safe.</summary>
/// <remarks>Ids are random, so their low bits are the hash. Between the place that an id hashes to and its own no place is empty; at most three of four are taken.</remarks>
internal sealed class LeaseSet
{
    private RegisteredInstance?[] _places = new RegisteredInstance?[2];

    public int Count { get; private set; }

    public IEnumerable<RegisteredInstance> All => _places.OfType<RegisteredInstance>();

    public bool TryGet(long leaseId, [NotNullWhen(true)] out RegisteredInstance? instance)
    {
        instance = _places[PlaceOf(leaseId)];
        return instance is not null;
    }

    /// <summary>Adds it, or puts it in the place of the one with the same lease.</summary>
    public void Put(RegisteredInstance instance)
    {
        int place = PlaceOf(instance.LeaseId);
        if (_places[place] is null)
        {
            if (++Count * 4 > _places.Length * 3)
            {
                Grow();
                place = PlaceOf(instance.LeaseId);
            }
        }

        _places[place] = instance;
    }

    public bool Remove(long leaseId)
    {
        int empty = PlaceOf(leaseId);
        if (_places[empty] is null)
        {
            return false;
        }

        Count--;
        _places[empty] = null;

        // Those behind it that could not have the place they wanted move up, as far as the next empty one.
        for (int next = Next(empty); _places[next] is { } moved; next = Next(next))
        {
            int wanted = Hash(moved.LeaseId);
            bool staysReachable = empty < next ? wanted > empty && wanted <= next : wanted > empty || wanted <= next;
            if (!staysReachable)
            {
                _places[empty] = moved;
                _places[next] = null;
                empty = next;
            }
        }

        return true;
    }

    /// <summary>Where it is, or where it would be.</summary>
    private int PlaceOf(long leaseId)
    {
        int place = Hash(leaseId);
        while (_places[place] is { } other && other.LeaseId != leaseId)
        {
            place = Next(place);
        }

        return place;
    }

    private int Hash(long leaseId) => (int)leaseId & (_places.Length - 1);

    private int Next(int place) => (place + 1) & (_places.Length - 1);

    private void Grow()
    {
        RegisteredInstance?[] before = _places;
        _places = new RegisteredInstance?[before.Length * 2];
        foreach (RegisteredInstance? instance in before)
        {
            if (instance is not null)
            {
                _places[PlaceOf(instance.LeaseId)] = instance;
            }
        }
    }
}
