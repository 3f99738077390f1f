using System.Globalization;

namespace Rpc.Hosting.Configuration;

/// <summary>Reads what is written for a key. Everything that cannot be read is a <see cref="FormatException"/>.</summary>
internal static class SettingText
{
    private static readonly (string Unit, TimeSpan Length)[] s_times =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("us", TimeSpan.FromMicroseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    private static readonly (string Unit, long Bytes)[] s_sizes = [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("B", 1)];

    public static bool Bool(string text) => bool.TryParse(text, out bool value) ? value : throw new FormatException();

    public static int Int(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw new FormatException();

    public static long Long(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : throw new FormatException();

    public static long Bytes(string text)
    {
        foreach ((string unit, long bytes) in s_sizes)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                return Checked(Long(text[..^unit.Length].TrimEnd()), bytes);
            }
        }

        return Long(text);
    }

    public static int IntBytes(string text) => Bytes(text) is >= int.MinValue and <= int.MaxValue and var bytes ? (int)bytes : throw new FormatException();

    public static TimeSpan Time(string text)
    {
        if (string.Equals(text, "infinite", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        foreach ((string unit, TimeSpan length) in s_times)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase) && double.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count))
            {
                return count * length.TotalDays < TimeSpan.MaxValue.TotalDays ? count * length : throw new FormatException();
            }
        }

        // A bare number would be days, which nobody means.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time : throw new FormatException();
    }

    public static TEnum Enum<TEnum>(string text)
        where TEnum : struct, Enum => System.Enum.TryParse(text, ignoreCase: true, out TEnum value) && System.Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value : throw new FormatException();

    private static long Checked(long count, long unit) => Math.Abs(count) <= long.MaxValue / unit ? count * unit : throw new FormatException();
}
