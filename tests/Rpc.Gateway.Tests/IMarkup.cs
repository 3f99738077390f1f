namespace Rpc.Gateway.Tests;

/// <summary>&lt;img src=x onerror="window.ran = 'it'"&gt;</summary>
[Remote]
public interface IMarkup
{
    /// <summary>&lt;img src=x onerror="window.ran = 'it'"&gt;</summary>
    Task<string> ReadAsync(string text);

    /// <summary>&lt;img src=x onerror="window.ran = 'it'"&gt;</summary>
    Task<string> FailAsync(string text);
}
