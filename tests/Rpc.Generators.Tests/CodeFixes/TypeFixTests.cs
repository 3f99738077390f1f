namespace Rpc.Generators.Tests.CodeFixes;

/// <summary>Repairs of the types that a contract carries: the code before, the offer taken, the code afterwards.</summary>
public sealed class TypeFixTests
{
    [Theory]
    [InlineData("replace", "public record Item(List<nint> Size);", "public record Item(List<long> Size);")]
    [InlineData("replace", "public class Item { public UIntPtr? Size { get; set; } }", "public class Item { public ulong? Size { get; set; } }")]
    [InlineData("replace", "[Remote] public interface IOther { void Put(System.Span<int> values); } public record Item;", "[Remote] public interface IOther { void Put(Memory<int> values); } public record Item;")]
    [InlineData("replace", "[Remote] public interface IOther { void Put(ReadOnlySpan<string?> values); } public record Item;", "[Remote] public interface IOther { void Put(ReadOnlyMemory<string?> values); } public record Item;")]
    [InlineData("key", "public record Item(List<IReadOnlyDictionary<string?, int?>> Maps);", "public record Item(List<IReadOnlyDictionary<string, int?>> Maps);")]
    [InlineData("remote", "public record Item(IPart? Part);\n\n/// <summary>A part.</summary>\npublic interface IPart { int Size(); }", "public record Item(IPart? Part);\n\n/// <summary>A part.</summary>\n[Remote]\npublic interface IPart { int Size(); }")]
    [InlineData("union", "public record Item(IPart? Part);\n\npublic interface IPart;\n\npublic record Wheel(int Size) : IPart;", "public record Item(IPart? Part);\n\n[Union(0, typeof(Wheel))]\npublic interface IPart;\n\npublic record Wheel(int Size) : IPart;")]
    [InlineData("union", "public record Item(IPart? Part); public interface IPart;", null)]
    [InlineData("remote", "public record Item(IComparable Part);", null)]
    [InlineData("replace", "public record Item(object Part);", null)]
    public async Task A_type_gives_way_to_one_that_travels(string key, string before, string? after) => await FixAsync("RPC0101", key, before, after);

    [Theory]
    [InlineData("RPC0103", "union", "public abstract class Item;\n\npublic sealed class One : Item;\n\npublic abstract class Middle : Item;\n\npublic class Two : Middle { public class Three : Two; private class Hidden : Item; }", "[Union(0, typeof(One))]\n[Union(1, typeof(Two))]\n[Union(2, typeof(Two.Three))]\npublic abstract class Item;\n\npublic sealed class One : Item;\n\npublic abstract class Middle : Item;\n\npublic class Two : Middle { public class Three : Two; private class Hidden : Item; }")]
    [InlineData("RPC0103", "union", "public abstract class Item { private class Hidden : Item; }", null)]
    [InlineData("RPC0104", "renumber", "[Union(0, typeof(One)), Union(7, typeof(Two)), Union(0, typeof(Three))]\npublic interface Item; public record One : Item; public record Two : Item; public record Three : Item;", "[Union(0, typeof(One)), Union(7, typeof(Two)), Union(8, typeof(Three))]\npublic interface Item; public record One : Item; public record Two : Item; public record Three : Item;")]
    [InlineData("RPC0104", "remove", "/// <summary>All.</summary>\n[Union(0, typeof(One))]\n[Union(1, typeof(string))]\npublic interface Item;\n\npublic record One : Item;", "/// <summary>All.</summary>\n[Union(0, typeof(One))]\npublic interface Item;\n\npublic record One : Item;")]
    [InlineData("RPC0104", "remove", "/// <summary>All.</summary>\n[Union(1, typeof(string))]\n[Union(0, typeof(One))]\npublic interface Item;\n\npublic record One : Item;", "/// <summary>All.</summary>\n[Union(0, typeof(One))]\npublic interface Item;\n\npublic record One : Item;")]
    [InlineData("RPC0104", "abstract", "[Union(0, typeof(One))]\npublic partial class Item;\n\npublic class One : Item;", "[Union(0, typeof(One))]\npublic abstract partial class Item;\n\npublic class One : Item;")]
    public async Task A_union_gets_its_cases(string id, string key, string before, string? after) => await FixAsync(id, key, before, after);

    [Theory]
    [InlineData("mark", "public class Item\n{\n    private Item()\n    {\n    }\n\n    public int X { get; set; }\n}", "public class Item\n{\n    [CodecConstructor]\n    internal Item()\n    {\n    }\n\n    public int X { get; set; }\n}")]
    [InlineData("mark1", "public class Item { public int X; public int Y; public Item(int x) { } public Item(int y, byte z = 0) { } public Item(int x, int? z = 0) { } }", "public class Item { public int X; public int Y; public Item(int x) { } [CodecConstructor] public Item(int y, byte z = 0) { } public Item(int x, int? z = 0) { } }")]
    [InlineData("add", "public class Item\n{\n    public string? Name;\n\n    public Item(object other) => Name = other.ToString();\n}", "public class Item\n{\n    public string? Name;\n\n    [CodecConstructor]\n    internal Item()\n    {\n    }\n\n    public Item(object other) => Name = other.ToString();\n}")]
    [InlineData("add", "public class Item(string? text, int length) : Base(text)\n{\n    public string? Name { get; set; } = text + length;\n}\n\npublic class Base(string? first)\n{\n    public string? Second { get; set; } = first;\n}", "public class Item(string? text, int length) : Base(text)\n{\n    [CodecConstructor]\n    internal Item()\n        : this(default, default)\n    {\n    }\n\n    public string? Name { get; set; } = text + length;\n}\n\npublic class Base(string? first)\n{\n    public string? Second { get; set; } = first;\n}")]
    [InlineData("add", "public class Item(object other) : Base(1) { public string? Name = other.ToString(); } public class Base(int x) { public int X = x; }", null)]
    [InlineData("add", "public class Item : Base { public Item(object other) : base(1) { } } public class Base(int x) { public int X = x; }", null)]
    public async Task A_constructor_is_found(string key, string before, string? after) => await FixAsync("RPC0105", key, before, after);

    [Theory]
    [InlineData("RPC0106", "init", "public class Item { public List<int> Numbers { get; } = []; }", "public class Item { public List<int> Numbers { get; init; } = []; }")]
    [InlineData("RPC0106", "ignore", "public class Item { public int X; /* all */ public List<int> Numbers { get; } = []; }", "public class Item { public int X; /* all */ [MemberIgnore] public List<int> Numbers { get; } = []; }")]
    [InlineData("RPC0107", "number", "public class Item\n{\n    [MemberOrder(1)]\n    public int A;\n\n    public int B;\n\n    [MemberOrder(1)] public int C { get; set; }\n\n    public int D => A;\n\n    [MemberOrder(9)]\n    public int E;\n}", "public class Item\n{\n    [MemberOrder(1)]\n    public int A;\n\n    [MemberOrder(3)]\n    public int B;\n\n    [MemberOrder(0)] public int C { get; set; }\n\n    public int D => A;\n\n    [MemberOrder(2)]\n    public int E;\n}")]
    [InlineData("RPC0107", "number", "public record Item([property: MemberOrder(1)] int A, string B);", "public record Item([property: MemberOrder(1)] int A, [property: MemberOrder(0)] string B);")]
    [InlineData("RPC0107", "number", "public class Item { [MemberOrder(0)] public int A; public int B, C; }", null)]
    [InlineData("RPC0111", "travel", "public struct Item\n{\n    public int A;\n\n    /// <summary>B.</summary>\n    [MemberIgnore]\n    public int B;\n}", "public struct Item\n{\n    public int A;\n\n    /// <summary>B.</summary>\n    public int B;\n}")]
    [InlineData("RPC0113", "ignore", "public class Item\n{\n    public int Id;\n\n    public string? ID { get; set; }\n}", "public class Item\n{\n    public int Id;\n\n    [MemberIgnore]\n    public string? ID { get; set; }\n}")]
    [InlineData("RPC0113", "ignore", "public record Item(int Id, int ID);", null)]
    [InlineData("RPC0113", "ignore", "public class Item { public int Id; public required int ID; }", null)]
    public async Task Members_are_repaired(string id, string key, string before, string? after) => await FixAsync(id, key, before, after);

    [Fact]
    public async Task Members_of_two_files_are_numbered_through()
    {
        using var workshop = new Workshop(
            "[Rpc.Remote] public interface IShop { Item Get(); }",
            "public partial class Item : Base\n{\n    public int Id { get; set; }\n}",
            "namespace Rpc.Not { public class X; }\npublic class Base\n{\n    public int Number { get; set; }\n}\n\npublic partial class Item\n{\n    public string? Name;\n}");
        await workshop.TakeAsync("RPC0112", "number");
        Assert.Equal(
            [
                "[Rpc.Remote] public interface IShop { Item Get(); }",
                "public partial class Item : Base\n{\n    [Rpc.MemberOrder(1)]\n    public int Id { get; set; }\n}",
                "namespace Rpc.Not { public class X; }\npublic class Base\n{\n    [Rpc.MemberOrder(0)]\n    public int Number { get; set; }\n}\n\npublic partial class Item\n{\n    [Rpc.MemberOrder(2)]\n    public string? Name;\n}",
            ],
            await workshop.SourcesAsync());
        await workshop.AssertCleanAsync();
    }

    private static async Task FixAsync(string id, string key, string before, string? after)
    {
        static string Program(string types) => $"using Rpc;\n\n{types}\n\n[Remote]\npublic interface IShop\n{{\n    void Put(Item item);\n}}\n";
        using var workshop = new Workshop(Program(before));
        if (after is null)
        {
            Assert.DoesNotContain((await workshop.DiagnosticsAsync()).Any(each => each.Id == id) ? await workshop.OffersAsync(id) : [], each => each.EquivalenceKey == $"{id}:{key}");
            return;
        }

        await workshop.TakeAsync(id, key);
        Assert.Equal(Program(after), Assert.Single(await workshop.SourcesAsync()));
        await workshop.AssertCleanAsync();
    }
}
