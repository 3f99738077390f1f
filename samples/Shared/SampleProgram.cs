using System.CommandLine;
using Rpc;

namespace Samples;

/// <summary>What all samples do alike: read the command line, end on Ctrl-C, and tell a failed call in one line.</summary>
internal static class SampleProgram
{
    /// <summary>The option with which a process lives only as long as its standard input: so a child ends with its parent, however that ends.</summary>
    public const string UntilInputEnds = "--until-input-ends";

    /// <summary>Runs the command that the arguments name. Its token fires on Ctrl-C, on SIGTERM, and when the terminal is closed.</summary>
    /// <returns>What the command returns; 1 for a failed call, 2 for arguments that make no sense, 130 or 143 when a signal ended something that was not done.</returns>
    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        var untilInputEnds = new Option<bool>(UntilInputEnds) { Hidden = true, Recursive = true };
        root.Options.Add(untilInputEnds);
        ParseResult parsed = root.Parse(arguments);
        using var stop = new StopSignals();
        if (parsed.GetValue(untilInputEnds))
        {
            InputEnd.Watch(stop);
        }

        try
        {
            // Signals are ours: the library's own handling gives a command two seconds, and a server needs longer to drain.
            int code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
            return parsed.Errors.Count > 0 ? 2 : code;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return stop.ExitCode;
        }
        catch (Exception error) when (error is RpcException or SampleException)
        {
            // The message names the address and what to do: without a name server it says how to start one.
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
