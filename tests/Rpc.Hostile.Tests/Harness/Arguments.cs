using Rpc.Calls;
using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Stubs;

namespace Rpc.Hostile.Tests;

/// <summary>Call headers and argument bytes of the attacked contract.</summary>
internal static class Arguments
{
    private static readonly IReadOnlyList<MethodDescriptor> s_methods = ContractRegistry.Get<ITarget>().Dispatcher.Descriptor.Methods;

    /// <summary>How many methods the contract has.</summary>
    public static int MethodCount => s_methods.Count;

    /// <summary>A call of a method of binding 1.</summary>
    public static CallHeader Header(string method, uint timeout = 5_000, CallHeaderFlags flags = CallHeaderFlags.None) =>
        new(1, (ushort)s_methods.Single(m => m.Name == method).Index, flags, 0, 77, timeout);

    public static byte[] Of(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    public static byte[] Of(string text) => RpcCodec.Encode(text);

    /// <summary>A reference to an object of the sender.</summary>
    public static byte[] Reference(ulong id) => [2, 0, 0, 0, 0, .. BitConverter.GetBytes(id)];
}
