namespace Chat.AtTerminal;

/// <summary>Where somebody reads and types.</summary>
internal interface IScreen : IDisposable
{
    /// <summary>What who types here does.</summary>
    string Doing { get; }

    /// <summary>Shows a line of Spectre's markup. Thread-safe.</summary>
    void Show(string markup);

    /// <summary>The next line that was typed; null at the end of the input.</summary>
    Task<string?> ReadLineAsync(CancellationToken stop);
}
