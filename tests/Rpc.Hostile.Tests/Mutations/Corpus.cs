using System.Text;
using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;

namespace Rpc.Hostile.Tests;

/// <summary>Calls that are right, from which wrong ones are made.</summary>
internal static class Corpus
{
    private static readonly Item s_item = new()
    {
        Number = 7,
        Name = "item",
        Flag = true,
        Time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Price = 12.50m,
        Key = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        Values = [1.5, double.NaN],
        Children = [new Item { Name = null }, new Item { Name = "child", Children = [] }],
    };

    /// <summary>Header and arguments of each.</summary>
    public static IReadOnlyList<(CallHeader Header, byte[] Arguments)> Calls { get; } =
    [
        (Arguments.Header("Add"), Arguments.Of(2, 3)),
        (Arguments.Header("Echo"), Arguments.Of("hostile é \U0001F600")),
        (Arguments.Header("Bytes"), RpcCodec.Encode(new byte[300])),
        (Arguments.Header("ReverseAsync"), RpcCodec.Encode(new List<Item> { s_item, s_item })),
        (Arguments.Header("IndexAsync"), RpcCodec.Encode(new Dictionary<long, string> { [1] = "one", [long.MaxValue] = "most" })),
        (Arguments.Header("WaitAsync"), Arguments.Of(3)),
        (Arguments.Header("Block"), Arguments.Of(1)),
        (Arguments.Header("Count", timeout: 50), Arguments.Of(50)),
        (Arguments.Header("Note"), Arguments.Of("a line")),
        (Arguments.Header("AskAsync", timeout: 50), [.. Arguments.Reference(1), .. Arguments.Of(5)]),
        (Arguments.Header("get_Running"), []),
        Json("Add", "[2,3]"),
        Json("Echo", "[\"text\"]"),
        Json("ReverseAsync", "[[{\"Number\":1,\"Name\":\"a\",\"Flag\":true,\"Time\":\"2026-01-02T03:04:05Z\",\"Price\":1.5,\"Children\":[{}]}]]"),
        Json("IndexAsync", "{\"map\":[[1,\"one\"]]}"),
        Json("Count", "[3]"),
    ];

    private static (CallHeader Header, byte[] Arguments) Json(string method, string arguments) =>
        (Arguments.Header(method, timeout: 50, CallHeaderFlags.Json), Encoding.UTF8.GetBytes(arguments));
}
