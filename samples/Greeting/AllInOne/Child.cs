using System.Diagnostics;

namespace Greeting.AllInOne;

/// <summary>This program once more, in another role. It never outlives this process: it is killed on dispose, and ends by itself when its input closes.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Child(Process process, string role)
    {
        _process = process;
        Role = role;
    }

    public string Role { get; }

    public int Id => _process.Id;

    /// <summary>Starts the role. <paramref name="nameServer"/> goes into RPC_NS, where servers and clients look for it.</summary>
    public static Child Start(string role, string? nameServer = null)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        start.ArgumentList.Add(role);
        if (role != "client")
        {
            // The client reads names from its input, and so ends with it anyway.
            start.ArgumentList.Add(CommandLine.UntilInputEndsOption);
        }

        if (nameServer is not null)
        {
            start.Environment["RPC_NS"] = nameServer;
        }

        return new Child(Process.Start(start)!, role);
    }

    /// <summary>The next line that the child prints.</summary>
    public async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(patience.Token)
                ?? throw new InvalidOperationException($"The {Role} process ended early.");
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The {Role} process printed nothing for {Patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Gives the child a line to read.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the child at once, as a crash would, and waits until it is gone. Does nothing where it has ended.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
