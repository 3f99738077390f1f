using Microsoft.CodeAnalysis;
using Rpc.Generators.Tests.Harness;

namespace Rpc.Generators.Tests;

public sealed class HandoverTests
{
    private const string Contract = """
        [Rpc.Remote]
        public interface IShop
        {
            Item Get(int id);
        }

        [MemoryPack.MemoryPackable(MemoryPack.GenerateType.VersionTolerant)]
        public class Item
        {
            [MemoryPack.MemoryPackOrder(0)]
            public int Id { get; set; }
        }
        """;

    private static readonly Build Allowed = new() { Properties = new Dictionary<string, string> { ["RpcAllowMemoryPackReader"] = "true" }, MoreReferences = [MemoryPack(withSerializer: true)] };
    private static readonly Build NotAllowed = new() { MoreReferences = Allowed.MoreReferences };

    [Fact]
    public async Task With_package_and_property_the_generated_codec_calls_MemoryPack()
    {
        Assert.Empty(await Analysis.OfAsync(Contract, Allowed));
        string codec = GeneratedCode.Clean(Contract, Allowed).Files.Single(file => file.Key.StartsWith("Rpc.Codecs.ItemCodec", StringComparison.Ordinal)).Value;
        Assert.Contains("global::MemoryPack.MemoryPackSerializer.Serialize<global::Item, global::System.Buffers.IBufferWriter<byte>>(writer.Handover(), value);", codec, StringComparison.Ordinal);
        Assert.Contains("global::MemoryPack.MemoryPackSerializer.Deserialize<global::Item>(reader.Unread, ref value);", codec, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_told()
    {
        const string Start = "RPC0110 'Item' 'Item' uses another GenerateType than Object, which only MemoryPack itself can write: ";
        Assert.StartsWith(Start + "set <RpcAllowMemoryPackReader>", Assert.Single(await Analysis.OfAsync(Contract, NotAllowed)), StringComparison.Ordinal);
        var noPackage = new Build { Properties = Allowed.Properties, MoreReferences = [MemoryPack(withSerializer: false)] };
        string packageOnly = Assert.Single(await Analysis.OfAsync(Contract, noPackage));
        Assert.StartsWith(Start + "reference the package MemoryPack;", packageOnly, StringComparison.Ordinal);
        Assert.DoesNotContain("RpcAllowMemoryPackReader", packageOnly, StringComparison.Ordinal);
        var neither = new Build { MoreReferences = noPackage.MoreReferences };
        Assert.StartsWith(Start + "reference the package MemoryPack, and set <RpcAllowMemoryPackReader>", Assert.Single(await Analysis.OfAsync(Contract, neither)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_property_nothing_is_generated_and_without_analyzers_it_is_told_there()
    {
        Assert.Empty(GeneratedCode.From(Contract, NotAllowed).Files);
        var silent = NotAllowed with { Properties = new Dictionary<string, string> { ["RunAnalyzers"] = "false" } };
        Assert.Contains("#error RPC0110: 'Item' uses", Assert.Single(GeneratedCode.From(Contract, silent).Files).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[MemoryPack.MemoryPackable(MemoryPack.GenerateType.CircularReference)] public class Item;")]
    [InlineData("[MemoryPack.MemoryPackable(MemoryPack.GenerateType.Collection)] public class Item : List<int>;")]
    [InlineData("[MemoryPack.MemoryPackable(MemoryPack.GenerateType.NoGenerate)] public abstract class Item;")]
    [InlineData("[MemoryPack.MemoryPackable] public class Item { [MemoryPack.MemoryPackOnSerializing] void Prepare() { } }")]
    [InlineData("[MemoryPack.MemoryPackable] public class Item : Base; public class Base { [MemoryPack.MemoryPackOnSerializing] void Prepare() { } }")]
    [InlineData("[MemoryPack.MemoryPackable] public class Item { [Upper] public string? Text { get; set; } } public class UpperAttribute : MemoryPack.MemoryPackCustomFormatterAttribute<string> { public override MemoryPack.MemoryPackFormatter<string> GetFormatter() => null!; }")]
    public async Task Everything_that_only_MemoryPack_can_write_is_handed_to_it(string item)
    {
        string source = "[Rpc.Remote] public interface IShop { Item? Get(List<Item> items); }\n" + item;
        Assert.StartsWith("RPC0110 ", Assert.Single(await Analysis.OfAsync(source, NotAllowed)), StringComparison.Ordinal);
        Assert.Empty(await Analysis.OfAsync(source, Allowed));
        Assert.Contains(GeneratedCode.Clean(source, Allowed).Files, file => file.Value.Contains("MemoryPackSerializer.Deserialize<global::Item>", StringComparison.Ordinal));
    }

    private static MetadataReference MemoryPack(bool withSerializer)
    {
        string folder = Repository.Path("tests", "Rpc.Codec.Tests.MemoryPack");
        string[] sources = [.. Directory.GetFiles(folder, "*.cs").Where(file => withSerializer || !file.EndsWith("Serializer.cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        return new Build { AssemblyName = "MemoryPack.Core" }.Compile(sources).ToMetadataReference();
    }
}
