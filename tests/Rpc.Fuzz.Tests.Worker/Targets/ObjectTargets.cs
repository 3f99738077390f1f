using Rpc.Fuzz.Engine;
using Rpc.Fuzz.Types;

namespace Rpc.Fuzz.Targets;

/// <summary>Declared types, unions and live objects.</summary>
internal static class ObjectTargets
{
    public static IEnumerable<FuzzTarget> Create() => new[]
    {
        CodecTargets.Of<Person?>("record", new("Ali", 30), new("", -1, "a@b"), null),
        CodecTargets.Of<Mixed?>("mixed", Full(), new Mixed { Name = "" }, null),
        CodecTargets.Of<Node?>("node", new Node { Value = 1, Next = new Node(), Children = [new(), new()] }, Chain(64)),
        CodecTargets.Of<Empty?>("empty", new Empty(), null),
        CodecTargets.Of<Page<Person>?>("generic", new Page<Person>([new("Ali", 30)], 1)),
        CodecTargets.Of<Shrub?>("union", new Leaf("red") { Height = 1 }, new Branch(new Leaf("a"), null), null),
        CodecTargets.Approximate("struct", new Rate("EUR/USD", 1.5)),
        CodecTargets.Approximate("struct-padded", new Padded { Flag = true, Auto = (1, 2), Maybe = 7, Amount = 1.5m, Last = 'a' }),
        CodecTargets.Of("struct-plain", new Pixel(1, 2)),
        CodecTargets.Approximate<Portfolio?>("live-member", new Portfolio("Ali", new Account(), null, [new Account()])),
        CodecTargets.Approximate<List<IAccount>?>("live-list", [new Account()]),
        CodecTargets.Approximate<Celsius?>("surrogate", new Celsius(20), null),
        CodecTargets.Of<Token?>("custom-codec", new Token(7), null),
    }.SelectMany(targets => targets);

    private static Mixed Full() => new()
    {
        Id = 1,
        Name = "Ali",
        Tags = ["a", null],
        People = new Dictionary<string, Person?> { ["a"] = new("b", 1), ["c"] = null },
        Color = Color.Green,
        At = new DateTimeOffset(2026, 11, 21, 12, 34, 56, TimeSpan.FromMinutes(330)),
        Bytes = [1, 2, 3],
        Pixel = new Pixel(1, 2),
    };

    private static Node? Chain(int length) => length == 0 ? null : new Node { Value = length, Next = Chain(length - 1) };

    private sealed class Account : IAccount
    {
        public int Balance() => 1;
    }
}
