using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Rpc;

namespace Properties;

/// <summary>Generated values of one type of docs/types.md, each there and back in both forms.</summary>
public sealed record RoundTrip(string Name, Action<int, int> Check)
{
    /// <summary>A type whose values are compared as <paramref name="view"/> shows them.</summary>
    public static RoundTrip Of<T>(string name, Gen<T> values, Func<T, object?> view) =>
        new(name, (seed, count) => Prop.ForAll(values.ToArbitrary(), value => Holds(value, view)).Check(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed), FSharpOption<int>.None)))));

    /// <summary>A type with equality of its own.</summary>
    public static RoundTrip Of<T>(string name, Gen<T> values) => Of(name, values, static value => value);

    private static void Holds<T>(T value, Func<T, object?> view)
    {
        byte[] bytes = RpcCodec.Encode(value);
        T back = RpcCodec.Decode<T>(bytes);
        Assert.Equal(view(value), view(back));
        byte[] json = RpcCodec.EncodeJson(value);
        T backFromJson = RpcCodec.DecodeJson<T>(json);
        Assert.Equal(view(value), view(backFromJson));
    }
}
