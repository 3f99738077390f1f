namespace Greeting;

/// <summary>Asks for a name.</summary>
internal static class Prompt
{
    /// <summary>The next line of the input; null at its end and for an empty line. The question is shown to people only.</summary>
    public static string? AskName()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Write("Your name: ");
        }

        string? line = Console.ReadLine()?.Trim();
        return string.IsNullOrEmpty(line) ? null : line;
    }
}
