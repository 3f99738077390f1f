using System.Globalization;
using Square.Contract;

namespace Square.Transmitter;

/// <summary>Understands <c>RED</c>, <c>GREEN</c>, <c>BLUE</c>, <c>r,g,b</c>, <c>BELL</c>, <c>TIME</c>, <c>HELP</c> and <c>QUIT</c>, in any case.</summary>
internal static class OrderReader
{
    public const string Help = """
        RED, GREEN, BLUE   paints the square
        r,g,b              paints it in any colour; each of the three is 0 to 255, as in 255,128,0
        BELL               rings the bell at the receiver
        TIME               tells how long you have been playing with the system
        QUIT               ends; so do Ctrl-C and Ctrl-D
        """;

    public static Order Read(string line) => line.Trim().ToUpperInvariant() switch
    {
        "RED" => new Order.Paint(new Rgb(255, 0, 0)),
        "GREEN" => new Order.Paint(new Rgb(0, 255, 0)),
        "BLUE" => new Order.Paint(new Rgb(0, 0, 255)),
        "BELL" => new Order.Bell(),
        "TIME" => new Order.Time(),
        "HELP" or "?" => new Order.Help(),
        "QUIT" or "EXIT" => new Order.Quit(),
        "" => new Order.Mistake("Nothing was typed."),
        _ when line.Contains(',', StringComparison.Ordinal) => ReadColour(line),
        _ => new Order.Mistake($"'{Shown(line.Trim())}' is not understood. What is: RED, GREEN, BLUE, r,g,b, BELL, TIME, HELP, QUIT."),
    };

    private static Order ReadColour(string line)
    {
        string[] parts = line.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 3)
        {
            return new Order.Mistake($"A colour has three numbers, as in 255,128,0; '{Shown(line.Trim())}' has {parts.Length}.");
        }

        Span<byte> colour = stackalloc byte[3];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out colour[i]))
            {
                // A number, only not a byte: 256, -1, 0.5.
                return new Order.Mistake(decimal.TryParse(parts[i], NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                    ? $"{parts[i]} is not a whole number from 0 to 255."
                    : $"'{Shown(parts[i])}' is not a number; each of the three is 0 to 255.");
            }
        }

        return new Order.Paint(new Rgb(colour[0], colour[1], colour[2]));
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
