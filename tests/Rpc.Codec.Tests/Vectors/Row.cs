using System.Text.Json;

namespace Vectors;

/// <summary>One row of a vector file.</summary>
public sealed record Row(string Type, string? Value, string Hex, string? Why, string? Note)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static Row[] Load(string file) => JsonSerializer.Deserialize<Row[]>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", file)), Options)!;

    public byte[] Bytes() => Convert.FromHexString(Hex);

    public override string ToString() => $"{Type}: {Value ?? Why}";
}
