using Samples;
using Spectre.Console;

namespace Chat.AtTerminal;

/// <summary>Plain lines, for pipes and files.</summary>
/// <param name="first">A line that was read already.</param>
internal sealed class PlainScreen(string? first = null) : IScreen
{
    private string? _first = first;

    public string Doing => "reads from a pipe";

    // No width, so nothing is wrapped.
    public void Show(string markup) => Console.Out.WriteLine(Markup.Remove(markup));

    public async Task<string?> ReadLineAsync(CancellationToken stop) => Interlocked.Exchange(ref _first, null) ?? await TypedLines.AskAsync("", stop);

    public void Dispose()
    {
        // Nothing stays behind.
    }
}
