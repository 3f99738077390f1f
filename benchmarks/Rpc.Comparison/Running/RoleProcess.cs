using System.Diagnostics;

namespace Rpc.Comparison.Running;

/// <summary>A server or client process of one run; disposing kills it. Used by one task at a time.</summary>
internal sealed class RoleProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _name;

    public RoleProcess(IEnumerable<string> command)
    {
        string[] words = [.. command];
        _name = string.Join(' ', words.Select(word => Path.GetFileName(word) is { Length: > 0 } name && Path.IsPathRooted(word) ? name : word));
        _process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException($"'{_name}' did not start.");
    }

    public void Tell(string line) => _process.StandardInput.Write(line + '\n');

    /// <summary>The next line the process prints. A process that says nothing for <paramref name="patience"/> voids the comparison.</summary>
    public async Task<string> HearAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(patience, cancellationToken);
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"'{_name}' said nothing for {patience.TotalSeconds:0} s.", error);
        }

        return line ?? throw new InvalidOperationException($"'{_name}' ended before its run was over; its own words are above.");
    }

    /// <summary>Hears a line that must begin with <paramref name="word"/> and returns what follows it.</summary>
    public async Task<string> HearAsync(string word, TimeSpan patience, CancellationToken cancellationToken)
    {
        string line = await HearAsync(patience, cancellationToken);
        return line.StartsWith(word, StringComparison.Ordinal)
            ? line[word.Length..].Trim()
            : throw new InvalidOperationException($"'{_name}' said '{line}' instead of '{word}'.");
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }
}
