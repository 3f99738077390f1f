using Microsoft.CodeAnalysis;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class CustomCodecTests
{
    private const string Contract = """
        [Rpc.Remote]
        public interface INodes
        {
            void Add(System.Net.IPAddress address);
        }
        """;

    private static string Surrogate(string name, string modifier = "public") => $$"""
        {{modifier}} readonly struct {{name}} : Rpc.ISurrogate<System.Net.IPAddress, string>
        {
            public static string ToSurrogate(System.Net.IPAddress value) => value.ToString();

            public static System.Net.IPAddress FromSurrogate(string surrogate) => System.Net.IPAddress.Parse(surrogate);
        }
        """;

    [Theory]
    [InlineData("typeof(string)", "RPC0115", "'string' cannot be used as a codec: it is not a struct")]
    [InlineData("typeof(int)", "RPC0115", "'int' cannot be used as a codec: it implements neither ISurrogate<T, TSurrogate> nor ICodec<T>")]
    [InlineData("typeof(Own)", "RPC0115", "'Own' cannot be used as a codec: System.DateTime travels in a way of its own that cannot be changed")]
    [InlineData("typeof(Lists<>)", "RPC0115", "'Lists<T>' cannot be used as a codec: System.Collections.Generic.List<T> travels in a way of its own that cannot be changed")]
    [InlineData("typeof(Lost<>)", "RPC0115", "'Lost<T>' cannot be used as a codec: System.Net.IPAddress does not have each type parameter of it as a type argument")]
    [InlineData("typeof(Never)", "RPC0115", "'Never' cannot be used as a codec: object never travels: object has no member list; name the type, or list the types with [Union]")]
    [InlineData("typeof(Local)", "RPC0117", "Generated code cannot name the codec 'Local': make it, and the types around it, internal or public")]
    public async Task What_is_no_codec_is_told_at_the_attribute_also_without_a_contract(string named, string id, string message)
    {
        string source = $$"""
            [assembly: Rpc.CustomCodec({{named}})]
            public struct Own : Rpc.ISurrogate<DateTime, long> { public static long ToSurrogate(DateTime value) => 0; public static DateTime FromSurrogate(long surrogate) => default; }
            public struct Lists<T> : Rpc.ISurrogate<List<T>, long> { public static long ToSurrogate(List<T> value) => 0; public static List<T> FromSurrogate(long surrogate) => null!; }
            public struct Lost<T> : Rpc.ISurrogate<System.Net.IPAddress, long> { public static long ToSurrogate(System.Net.IPAddress value) => 0; public static System.Net.IPAddress FromSurrogate(long surrogate) => null!; }
            public struct Never : Rpc.ISurrogate<object, long> { public static long ToSurrogate(object value) => 0; public static object FromSurrogate(long surrogate) => 0; }
            file struct Local : Rpc.ISurrogate<System.Net.IPAddress, long> { public static long ToSurrogate(System.Net.IPAddress value) => 0; public static System.Net.IPAddress FromSurrogate(long surrogate) => null!; }
            """;
        Assert.Equal([$"{id} 'Rpc.CustomCodec({named})' {message}"], await Analysis.OfAsync(source));
    }

    [Fact]
    public async Task Two_codecs_of_one_project_are_told_once_however_often_the_type_is_used()
    {
        string source = "[assembly: Rpc.CustomCodec(typeof(One))]\n[assembly: Rpc.CustomCodec(typeof(Two))]\n" + Surrogate("One") + Surrogate("Two") + Contract + Contract.Replace("INodes", "IOthers", StringComparison.Ordinal);
        Assert.Equal(
            ["RPC0116 'Rpc.CustomCodec(typeof(Two))' 'System.Net.IPAddress' has two codecs, 'One' and 'Two': keep one [CustomCodec], or name the one to use in this project"],
            await Analysis.OfAsync(source));
    }

    [Fact]
    public async Task A_surrogate_that_leads_back_to_its_type_is_refused()
    {
        string source = """
            [assembly: Rpc.CustomCodec(typeof(There))]
            [assembly: Rpc.CustomCodec(typeof(Back))]
            public sealed class A { private A() { } }
            public sealed class B { private B() { } }
            public struct There : Rpc.ISurrogate<A, B> { public static B ToSurrogate(A value) => null!; public static A FromSurrogate(B surrogate) => null!; }
            public struct Back : Rpc.ISurrogate<B, A> { public static A ToSurrogate(B value) => null!; public static B FromSurrogate(A surrogate) => null!; }
            [Rpc.Remote] public interface ICircle { void Put(A a); }
            """;
        Assert.StartsWith("RPC0115 'Rpc.CustomCodec(typeof(There))' 'There' cannot be used as a codec: the surrogate of A leads back to it", Assert.Single(await Analysis.OfAsync(source)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_codecs_of_references_the_project_has_to_choose_and_its_own_goes_first()
    {
        var build = new Build { MoreReferences = [Library("First", "public"), Library("Second", "public")] };
        Assert.StartsWith("RPC0116 'System.Net.IPAddress' ", Assert.Single(await Analysis.OfAsync(Contract, build)), StringComparison.Ordinal);
        Assert.Contains("global::Own.ToSurrogate", Codec(GeneratedCode.Clean("[assembly: Rpc.CustomCodec(typeof(Own))]\n" + Surrogate("Own") + Contract, build)), StringComparison.Ordinal);
        Assert.Contains("global::Second.ToSurrogate", Codec(GeneratedCode.Clean("[assembly: Rpc.CustomCodec(typeof(Second))]\n" + Contract, build)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_codec_of_a_reference_is_used_and_an_internal_one_is_its_own()
    {
        GeneratedCode generated = GeneratedCode.Clean(Contract, new Build { MoreReferences = [Library("First", "public"), Library("Hidden", "internal")] });
        Assert.Contains("global::First.ToSurrogate", Codec(generated), StringComparison.Ordinal);
        Assert.StartsWith("RPC0101 ", Assert.Single(await Analysis.OfAsync(Contract, new Build { MoreReferences = [Library("Hidden", "internal")] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_generated_for_a_contract_with_a_wrong_codec_and_without_analyzers_it_is_told_there()
    {
        string source = "[assembly: Rpc.CustomCodec(typeof(string))]\n[Rpc.Remote] public interface INodes { void Add(int a); }";
        Assert.Empty(GeneratedCode.From(source).Files);
        GeneratedCode told = GeneratedCode.From(source, new Build { Properties = new Dictionary<string, string> { ["RunAnalyzers"] = "false" } });
        Assert.Contains("#error RPC0115", Assert.Single(told.Files).Value, StringComparison.Ordinal);
    }

    private static string Codec(GeneratedCode generated) => generated.Files.Single(file => file.Key.StartsWith("Rpc.Codecs.System_Net_IPAddressCodec", StringComparison.Ordinal)).Value;

    private static MetadataReference Library(string name, string modifier) =>
        new Build { AssemblyName = name }.Compile($"[assembly: Rpc.CustomCodec(typeof({name}))]\n" + Surrogate(name, modifier)).ToMetadataReference();
}
