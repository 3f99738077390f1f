using Rpc.Calls;
using Rpc.Dispatch;

namespace Rpc.Wiring;

/// <summary>Entries for objects that a factory makes.</summary>
internal static class FactoryObjects
{
    public static ObjectEntry Entry<T>(string id, Func<CallContext, ValueTask<T>> factory, InstanceMode mode, ObjectService service, bool serial, Disposals disposals)
        where T : class
    {
        Func<CallContext, ValueTask<object>> make = Untyped(id, factory);
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

    private static Func<CallContext, ValueTask<object>> Untyped<T>(string id, Func<CallContext, ValueTask<T>> factory)
        where T : class
    {
        return context =>
        {
            ValueTask<T> making = factory(context);
            return making.IsCompletedSuccessfully ? new ValueTask<object>(Checked(making.Result)) : Await(making);
        };

        async ValueTask<object> Await(ValueTask<T> making) => Checked(await making.ConfigureAwait(false));

        object Checked(T? made) => made ?? throw new InvalidOperationException($"The factory of the object {id} has made no {typeof(T)} but null.");
    }
}
