namespace Rpc.Api.Tests;

/// <summary>How types and members are written in the files of eng/api.</summary>
public sealed class SignatureTests
{
    [Fact]
    public void A_class_is_written_with_all_that_others_can_see_of_it() => Assert.Equal(
        """
        Rpc.Api.Tests.Sample<TKey> abstract class : System.IDisposable where TKey : class?
        Rpc.Api.Tests.Sample<TKey>.Dispose() -> void [virtual]
        Rpc.Api.Tests.Sample<TKey>.FindAsync<T>(T? like, System.Collections.Generic.KeyValuePair<string, object?>? with) -> System.Threading.Tasks.Task<string?> where T : unmanaged [abstract]
        Rpc.Api.Tests.Sample<TKey>.Happened event -> System.EventHandler<string?>?
        Rpc.Api.Tests.Sample<TKey>.Key { get; init; } -> TKey? [required]
        Rpc.Api.Tests.Sample<TKey>.Map { get; protected set; } -> System.Collections.Generic.Dictionary<string, System.Collections.Generic.List<string?>?>
        Rpc.Api.Tests.Sample<TKey>.Name -> string = "a \"name\"" [const]
        Rpc.Api.Tests.Sample<TKey>.Pairs(System.Collections.Generic.IEnumerable<(string Left, int)> from, Rpc.Api.Tests.SampleKind kind = Plain, System.Threading.CancellationToken cancellationToken = default) -> (int Count, string? First)[] [static]
        Rpc.Api.Tests.Sample<TKey>.Sample(TKey key) [protected]
        Rpc.Api.Tests.Sample<TKey>.ToString() -> string [override]
        Rpc.Api.Tests.Sample<TKey>.TryGet(in TKey key, out string? value, ref int tries) -> bool
        Rpc.Api.Tests.Sample<TKey>._count -> int? [protected readonly]
        Rpc.Api.Tests.Sample<TKey>.this[int index] { get; } -> string
        """,
        Written(typeof(Sample<>)));

    [Fact]
    public void So_are_nested_types_records_interfaces_enums_and_delegates()
    {
        Assert.Equal(
            """
            Rpc.Api.Tests.Sample<TKey>.Nested<T> sealed class where T : class?
            Rpc.Api.Tests.Sample<TKey>.Nested<T>.Items { get; set; } -> T[]?
            Rpc.Api.Tests.Sample<TKey>.Nested<T>.Nested()
            Rpc.Api.Tests.Sample<TKey>.Nested<T>.Other { get; set; } -> Rpc.Api.Tests.Sample<T>.Nested<string?>?
            """,
            Written(typeof(Sample<>.Nested<>)));
        Assert.Equal(
            """
            Rpc.Api.Tests.SamplePoint readonly record struct : System.IEquatable<Rpc.Api.Tests.SamplePoint>
            Rpc.Api.Tests.SamplePoint.Deconstruct(out int X, out int Y) -> void
            Rpc.Api.Tests.SamplePoint.SamplePoint(int X, int Y)
            Rpc.Api.Tests.SamplePoint.X { get; init; } -> int
            Rpc.Api.Tests.SamplePoint.Y { get; init; } -> int
            """,
            Written(typeof(SamplePoint)));
        Assert.Equal(
            """
            Rpc.Api.Tests.ISample<out T> interface
            Rpc.Api.Tests.ISample<out T>.Make(ref readonly int seed) -> T [static abstract]
            Rpc.Api.Tests.ISample<out T>.Twice() -> int [has a body]
            Rpc.Api.Tests.ISample<out T>.Value { get; } -> T
            """,
            Written(typeof(ISample<>)));
        Assert.Equal("Rpc.Api.Tests.SampleKind enum byte\nRpc.Api.Tests.SampleKind.Plain = 1", Written(typeof(SampleKind)));
        Assert.Equal("Rpc.Api.Tests.SampleAsked<in T>(T about) -> string? delegate where T : notnull", Written(typeof(SampleAsked<>)));
    }

    private static string Written(Type type) => string.Join('\n', PublicApi.Of(type).Order(StringComparer.Ordinal));
}
