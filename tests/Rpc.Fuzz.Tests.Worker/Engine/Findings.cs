using System.Diagnostics;
using System.Text;

namespace Rpc.Fuzz.Engine;

/// <summary>Writes what went wrong, once for each place.</summary>
internal sealed class Findings(string folder)
{
    private readonly HashSet<string> _places = [];

    public int Count => _places.Count;

    public void Add(FuzzTarget target, ReadOnlySpan<byte> input, Exception exception)
    {
        string place = $"{target.Name}|{exception.GetType()}|{(exception is InvariantException ? Words(exception.Message) : Place(exception))}";
        if (_places.Count < 100 && _places.Add(place))
        {
            File.WriteAllText(Path.Combine(folder, $"finding-{_places.Count}.txt"), $"{target.Name}\n{Convert.ToHexStringLower(input)}\n{exception}\n{Printable(input)}\n");
        }
    }

    private static string Words(string message) => new([.. message.Where(c => !char.IsAsciiHexDigit(c))]);

    private static string Place(Exception exception) => new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType?.Name).FirstOrDefault() ?? "";

    private static string Printable(ReadOnlySpan<byte> input) => Encoding.Latin1.GetString(input[..Math.Min(input.Length, 2000)]).Replace('\0', '.');
}
