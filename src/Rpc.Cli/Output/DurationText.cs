using System.Globalization;

namespace Rpc.Cli.Output;

/// <summary>What was measured as people read it: three or four digits and a unit.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.001 => time.TotalMicroseconds.ToString("0.#", CultureInfo.InvariantCulture) + " µs",
        < 0.01 => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms",
        < 1 => time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        _ => time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s",
    };
}
