namespace Rpc.Hosting.Configuration;

/// <summary>What may be written for a key.</summary>
/// <param name="Name">One word or two, for tables.</param>
/// <param name="Expected">The same with an example, for messages.</param>
/// <param name="IsSecret">Whether what is written must not be repeated.</param>
internal sealed record SettingType(string Name, string Expected, bool IsSecret = false)
{
    public static SettingType Text { get; } = new("text", "a text");

    public static SettingType Secret { get; } = new("secret", "a text", IsSecret: true);

    public static SettingType Path { get; } = new("path", "the path of a file");

    public static SettingType Bool { get; } = new("true or false", "true or false");

    public static SettingType Number { get; } = new("number", "a whole number such as 1024");

    public static SettingType Bytes { get; } = new("bytes", "a number of bytes such as 65536, 64KiB or 1MiB");

    public static SettingType Time { get; } = new("time", "a time such as 00:00:30, 30s, 500ms, 5m, 1h or infinite");

    public static SettingType Uri { get; } = new("URI", "a URI such as rpc://127.0.0.1:9101");

    public static SettingType Address { get; } = new("address", "an address such as rpc://host:9190 or host:9190, or a name that the configuration knows");

    /// <summary>One of the names of an enumeration.</summary>
    public static SettingType Of<TEnum>()
        where TEnum : struct, Enum => new(string.Join(" | ", Enum.GetNames<TEnum>()), $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");
}
