using System.Globalization;
using Rpc.Hostile.Tests.Server;
using Rpc.Tests.Shared;

namespace Rpc.Hostile.Tests;

/// <summary>The attacked server in a process of its own, so that its heap is its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ProgramRun _run;
    private int _asked;

    private ServerProcess(ProgramRun run, RemoteUri uri)
    {
        _run = run;
        Uri = uri;
    }

    public RemoteUri Uri { get; }

    /// <summary>What it has logged, as far as it was asked for its state since.</summary>
    public IReadOnlyList<LogLine> Log => [.. _run.Output.Split('\n').Select(static line => LogLine.Parse(line.TrimEnd('\r'))).OfType<LogLine>()];

    public string Errors => _run.Errors;

    /// <param name="arguments">Of the server's program.</param>
    /// <param name="descriptors">What <c>ulimit -n</c> is for it; 0 for this process's own.</param>
    public static async Task<ServerProcess> StartAsync(IEnumerable<string>? arguments = null, int descriptors = 0)
    {
        string program = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        string[] all = [Path.Combine(AppContext.BaseDirectory, "Rpc.Hostile.Tests.Server.dll"), .. arguments ?? []];
        ProgramRun run = descriptors == 0
            ? ProgramRun.Start(program, all)
            : ProgramRun.Start("/bin/sh", ["-c", $"ulimit -n {descriptors} && exec \"$@\"", "sh", program, .. all]);
        string line = await run.WaitForLineAsync("URI ");
        return new ServerProcess(run, RemoteUri.Parse(line[4..]));
    }

    /// <summary>Its managed heap after a collection, its open connections, and its working set.</summary>
    public async Task<(long Heap, int Connections, long WorkingSet)> StateAsync()
    {
        await _run.WriteLineAsync("state");
        string line = await _run.WaitForLineAsync($"STATE {++_asked} ");
        string[] parts = line.Split(' ');
        return (long.Parse(parts[2], CultureInfo.InvariantCulture), int.Parse(parts[3], CultureInfo.InvariantCulture), long.Parse(parts[4], CultureInfo.InvariantCulture));
    }

    /// <summary>What its meter tells, and what it has spent.</summary>
    public async Task<ServerFigures> FiguresAsync()
    {
        await _run.WriteLineAsync("figures");

        // A line that is being written has no end yet, so the next one is waited for.
        await _run.WaitForLineAsync($"END {++_asked};");
        string line = await _run.WaitForLineAsync($"FIGURES {_asked} ");
        return new ServerFigures(line[line.IndexOf('{', StringComparison.Ordinal)..]);
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
