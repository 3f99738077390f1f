using Rpc.Codec;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>Two targets for each type: its bytes and its JSON.</summary>
internal static class CodecTargets
{
    public static IEnumerable<FuzzTarget> Create()
    {
        KeyComparers.Register(EqualityComparer<Types.Money>.Default);
        return [.. ValueTargets.Create(), .. CollectionTargets.Create(), .. ObjectTargets.Create()];
    }

    /// <summary>A type with samples that both forms carry.</summary>
    public static FuzzTarget[] Of<T>(string name, params T[] samples) => Make(name, TargetKind.Exact, samples);

    /// <summary>A collection that enumerates in another order after each way.</summary>
    public static FuzzTarget[] Unordered<T>(string name, params T[] samples) => Make(name, TargetKind.Unordered, samples);

    /// <summary>A type with floating-point numbers.</summary>
    public static FuzzTarget[] Approximate<T>(string name, params T[] samples) => Make(name, TargetKind.Approximate, samples);

    private static FuzzTarget[] Make<T>(string name, TargetKind kind, T[] samples)
    {
        ValueCodec<T> codec = CodecRegistry.Find<T>() ?? throw new InvalidOperationException($"{nameof(Types.IFuzz)} does not carry {typeof(T)}.");
        var reader = new Reader<T>(codec);
        return [new CodecTarget<T>(name, reader, samples, kind), new JsonTarget<T>(name, reader, samples, kind)];
    }
}
