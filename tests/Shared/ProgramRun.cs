using System.Diagnostics;
using System.Text;

namespace Rpc.Tests.Shared;

/// <summary>Another program that a test runs: its output is kept, its time is bounded, and it is killed with its children on dispose.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    /// <summary>An environment variable with which every process of the run can be found again.</summary>
    private const string Marker = "RPC_TEST_RUN";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Task _outputEnd;
    private readonly Task _errorsEnd;
    private readonly string _mark;

    private ProgramRun(Process process, string mark)
    {
        _process = process;
        _mark = mark;
        _outputEnd = CollectAsync(process.StandardOutput, _output);
        _errorsEnd = CollectAsync(process.StandardError, _errors);
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it has printed so far, and on its error stream.</summary>
    public string Output => Text(_output);

    /// <inheritdoc cref="Output"/>
    public string Errors => Text(_errors);

    /// <summary>The ids of the processes of this run that still live, its own included. Empty where /proc does not tell.</summary>
    public IReadOnlyList<int> Alive() => Directory.Exists("/proc/self")
        ? [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!, null)).Where(IsOurs)]
        : [];

    /// <summary>Starts a program. Its environment is this one's without what a build or test host put there.</summary>
    public static ProgramRun Start(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string mark = Guid.NewGuid().ToString("N");
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? string.Empty,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsHostOwned))
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment[Marker] = mark;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ProgramRun(Process.Start(start)!, mark);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The ended run. Fails when it takes longer than <paramref name="limit"/>.</returns>
    public static async Task<ProgramRun> CompleteAsync(string program, IEnumerable<string> arguments, string? folder = null, string? input = null, TimeSpan? limit = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProgramRun run = Start(program, arguments, folder, environment);
        if (input is not null)
        {
            await run._process.StandardInput.WriteAsync(input);
        }

        run.CloseInput();
        await run.ExitAsync(limit);
        return run;
    }

    /// <summary>Writes a line to its standard input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Kills this process only, as <c>kill -9</c> does.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Kills it and all processes that it has started.</summary>
    public void KillAll() => _process.Kill(entireProcessTree: true);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Sends INT or TERM.</summary>
    public void Signal(string signal) => Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id}"]).WaitForExit();

    /// <summary>Waits for its end and for all of its output, and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan? limit = null)
    {
        try
        {
            using CancellationTokenSource patience = new(limit ?? TimeSpan.FromSeconds(60));
            await _process.WaitForExitAsync(patience.Token);
            await Task.WhenAll(_outputEnd, _errorsEnd).WaitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end.{Environment.NewLine}{Output}{Environment.NewLine}{Errors}");
        }
    }

    /// <summary>Waits until its output holds <paramref name="part"/> and gives the line in which it does.</summary>
    public async Task<string> WaitForLineAsync(string part, TimeSpan? limit = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            bool ended = _outputEnd.IsCompleted;
            if (Output.Split('\n').FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal)) is { } line)
            {
                return line.Trim();
            }

            if (ended || watch.Elapsed > (limit ?? TimeSpan.FromSeconds(60)))
            {
                throw new TimeoutException($"No line with '{part}' came.{Environment.NewLine}{Output}{Environment.NewLine}{Errors}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Waits until no process of the run lives; false where some still do after <paramref name="limit"/>.</summary>
    public async Task<bool> AllGoneAsync(TimeSpan limit)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (Alive().Count > 0)
        {
            if (watch.Elapsed > limit)
            {
                return false;
            }

            await Task.Delay(50);
        }

        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (int id in Alive())
        {
            try
            {
                using Process process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It ended meanwhile.
            }
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static bool IsHostOwned(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("TESTINGPLATFORM_", StringComparison.Ordinal) || name is "RPC_NS" or "VSTEST_CONNECTION_TIMEOUT";

    private static string Text(StringBuilder builder)
    {
        lock (builder)
        {
            return builder.ToString();
        }
    }

    private static async Task CollectAsync(StreamReader reader, StringBuilder into)
    {
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            lock (into)
            {
                into.Append(buffer, 0, read);
            }
        }
    }

    // A zombie has an empty environment, so it does not count.
    private bool IsOurs(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"{Marker}={_mark}", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
