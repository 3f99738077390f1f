namespace Rpc.Benchmarks.Payloads;

/// <summary>The values that the suites use.</summary>
internal static class Samples
{
    private static readonly string[] Tags = ["alpha", "beta", "gamma", "delta"];

    public static Quote Quote { get; } = new() { Id = 12345, Name = "Some instrument", Rate = 1.2345, At = new DateTime(2026, 3, 1, 12, 30, 0, DateTimeKind.Utc), Tags = Tags };

    public static QuoteList QuoteList { get; } = new() { Id = 12345, Name = "Some instrument", Rate = 1.2345, At = new DateTimeOffset(2026, 3, 1, 12, 30, 0, TimeSpan.FromHours(2)), Tags = [.. Tags] };

    public static Portfolio Portfolio { get; } = new("Retirement", [.. Enumerable.Range(0, 100).Select(i => new Position(i, $"SYM{i}", new Price(i * 1.5, "EUR")))]);

    public static int Integer { get; } = 123456789;

    public static int[] Integers { get; } = [.. Enumerable.Range(0, 1024)];

    public static double[] Doubles { get; } = [.. Enumerable.Range(0, 1024).Select(i => i * 1.25)];

    public static byte[] Bytes { get; } = [.. Enumerable.Range(0, 64 * 1024).Select(i => (byte)i)];

    public static string Ascii16 { get; } = "sixteen letters.";

    public static string Ascii1024 { get; } = string.Concat(Enumerable.Repeat(Ascii16, 64));

    public static string Mixed { get; } = string.Concat(Enumerable.Repeat("Zażółć gęślą jaźń, 東京 🙂. ", 4));

    public static Dictionary<string, int> Names { get; } = Enumerable.Range(0, 64).ToDictionary(i => $"name {i}", i => i, StringComparer.Ordinal);

    public static Dictionary<int, long> Numbers { get; } = Enumerable.Range(0, 64).ToDictionary(i => i * 7, i => (long)i);
}
