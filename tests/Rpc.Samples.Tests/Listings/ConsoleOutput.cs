namespace Rpc.Samples.Tests;

/// <summary>What a program prints that runs in this process. The console is one for all: its users are in the collection <c>console</c>.</summary>
internal static class ConsoleOutput
{
    public static async Task<string> PrintedAsync(Func<Task> program)
    {
        TextWriter before = Console.Out;
        using StringWriter printed = new() { NewLine = "\n" };
        Console.SetOut(printed);
        try
        {
            await program();
        }
        finally
        {
            Console.SetOut(before);
        }

        return printed.ToString();
    }
}
