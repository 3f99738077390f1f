using System.Globalization;

namespace Square.Contract;

#region contract
/// <summary>A colour. As each part is a byte, 0 to 255, there is none that cannot be painted.</summary>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>As it is typed: <c>255,128,0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Red},{Green},{Blue}");
}
#endregion
