using System.Text;

namespace Rpc.Cli.Output;

/// <summary>A failure as one line on the error stream, and as an exit code.</summary>
internal static class ErrorReport
{
    public static int Tell(CliConsole console, Exception error, bool verbose)
    {
        if (verbose)
        {
            console.Error.WriteLine(error);
        }

        console.Error.WriteLine(OneLine("rpc: " + Message(error)));
        return error is UsageException or FormatException ? ExitCode.Usage : ExitCode.Failure;
    }

    /// <summary>The text without line breaks and control characters, which could come from another program.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text.Trim())
        {
            if (!char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    private static string Message(Exception error) => error switch
    {
        RpcException or UsageException or FormatException or IOException => error.Message,
        OperationCanceledException => "stopped.",
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
