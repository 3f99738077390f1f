using System.Diagnostics;
using System.Threading.Channels;

namespace Samples;

/// <summary>This program once more, in another role. It never outlives this process: it ends when its input does.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private Action<string>? _follower;

    private Child(Process process, string role)
    {
        _process = process;
        Role = role;
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.BeginOutputReadLine();
    }

    public string Role { get; }

    public int Id => _process.Id;

    /// <summary>Starts the role. Its error stream is ours.</summary>
    /// <param name="arguments">The command line, whose first word is the role.</param>
    /// <param name="nameServer">Goes into RPC_NS, where servers and clients look for it.</param>
    /// <param name="readsInput">Whether the role reads its input, and so ends with it by itself.</param>
    public static Child Start(string[] arguments, string? nameServer, bool readsInput)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = new(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (!readsInput)
        {
            start.ArgumentList.Add(SampleProgram.UntilInputEnds);
        }

        if (nameServer is not null)
        {
            start.Environment["RPC_NS"] = nameServer;
        }

        return new Child(Process.Start(start)!, arguments[0]);
    }

    /// <summary>The next line that the child prints, waited for.</summary>
    public async Task<string> ReadLineAsync(CancellationToken stop = default)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(s_patience);
        try
        {
            return await _lines.Reader.ReadAsync(patience.Token);
        }
        catch (ChannelClosedException)
        {
            throw Early();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SampleException($"The {Role} process printed nothing for {s_patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>The next line that begins with <paramref name="start"/>: how a child says that it is ready.</summary>
    public async Task<string> WaitForAsync(string start, CancellationToken stop = default)
    {
        string line;
        do
        {
            line = await ReadLineAsync(stop);
        }
        while (!line.StartsWith(start, StringComparison.Ordinal));
        return line;
    }

    /// <summary>Hands every line that comes from now on to <paramref name="follower"/>, on a thread of the pool.</summary>
    public void Follow(Action<string> follower) => Volatile.Write(ref _follower, follower);

    /// <summary>Gives the child a line to read.</summary>
    public async Task WriteLineAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            throw Early();
        }
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

    /// <summary>Lets the child end by itself, and kills it where it does not.</summary>
    public void Dispose()
    {
        CloseInput();
        if (!_process.WaitForExit(s_goodbye))
        {
            Kill();
        }

        _process.Dispose();
    }

    /// <summary>Ends the child's input, and with it the child.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    // The reason is on the error stream, which is ours.
    private SampleException Early() => new($"The {Role} process ended early.");

    private void Heard(string? line)
    {
        if (line is null)
        {
            _lines.Writer.TryComplete();
        }
        else if (Volatile.Read(ref _follower) is { } follower)
        {
            follower(line);
        }
        else
        {
            _lines.Writer.TryWrite(line);
        }
    }
}
