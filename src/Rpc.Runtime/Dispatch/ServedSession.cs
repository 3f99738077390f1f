using Rpc.Calls;

namespace Rpc.Dispatch;

/// <summary>What one proxy has of an object that each proxy has to itself: an instance, made for its first call, and its turns.</summary>
internal sealed class ServedSession(ObjectEntry entry, ObjectService service, InstanceSource instance, SerialGate? gate) : CallTarget
{
    public override ContractDescriptor Descriptor => entry.Descriptor;

    public override string Name => entry.Name;

    public override bool DetailedErrors => entry.DetailedErrors;

    public override AccessRule? Access => entry.Access;

    public override LoadCounters? Load => entry.Load;

    public override bool IsSession => true;

    public override HandlerPace PaceOf(int method) => entry.PaceOf(method);

    public override ValueTask DispatchAsync(IncomingCall call) => service.DispatchAsync(call, target: null, gate, instance);

    public override void Close() => instance.End();
}
