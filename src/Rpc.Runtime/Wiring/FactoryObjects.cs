using Rpc.Calls;
using Rpc.Dispatch;

namespace Rpc.Wiring;

/// <summary>Entries for objects that a factory makes.</summary>
internal static class FactoryObjects
{
    /// <summary>What makes objects that are disposed when nobody needs them any more.</summary>
    public static Func<CallContext, ValueTask<MadeInstance>> Disposed<T>(string id, Func<CallContext, ValueTask<T>> factory)
        where T : class => Made(id, factory, static made => (made, null));

    /// <summary>The same for objects that end with what they belong to.</summary>
    public static Func<CallContext, ValueTask<MadeInstance>> Released<T>(string id, Func<CallContext, ValueTask<OwnedInstance<T>>> factory)
        where T : class => Made(id, factory, static made => (made.Target, made.Release));

    /// <summary>The entry for what is made, by its mode.</summary>
    public static ObjectEntry Entry(string id, Func<CallContext, ValueTask<MadeInstance>> make, InstanceMode mode, ObjectService service, bool serial, Disposals disposals)
    {
        if (mode == InstanceMode.Session)
        {
            ObjectEntry entry = null!;
            entry = new ObjectEntry(id, null, service) { Sessions = () => new ServedSession(entry, service, new LazyInstance(id, make, disposals), Gate(serial)) };
            return entry;
        }

        return mode == InstanceMode.PerCall
            ? new ObjectEntry(id, null, service) { Source = new PerCallInstances(make, disposals) }
            : new ObjectEntry(id, null, service) { Source = new LazyInstance(id, make, disposals), Gate = Gate(serial) };
    }

    private static SerialGate? Gate(bool serial) => serial ? new SerialGate() : null;

    private static Func<CallContext, ValueTask<MadeInstance>> Made<T>(string id, Func<CallContext, ValueTask<T>> factory, Func<T, (object? Target, Func<ValueTask>? Release)> parts)
    {
        return context =>
        {
            ValueTask<T> making = factory(context);
            return making.IsCompletedSuccessfully ? new ValueTask<MadeInstance>(Checked(making.Result)) : Await(making);
        };

        async ValueTask<MadeInstance> Await(ValueTask<T> making) => Checked(await making.ConfigureAwait(false));

        MadeInstance Checked(T made)
        {
            (object? target, Func<ValueTask>? release) = parts(made);
            return new MadeInstance(target ?? throw new InvalidOperationException($"The factory of the object {id} has made no {typeof(T)} but null."), release);
        }
    }
}
