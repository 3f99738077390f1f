using System.Globalization;

namespace Rpc.Scale.Scenarios;

/// <summary>What a median must not pass.</summary>
internal sealed record Goal(bool IsUpper, double Value)
{
    public static Goal AtMost(double value) => new(IsUpper: true, value);

    public static Goal AtLeast(double value) => new(IsUpper: false, value);

    public bool IsMet(double value) => IsUpper ? value <= Value : value >= Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "≤" : "≥")} {Value:#,0.##}");
}
