namespace Rpc.Gateway.Tests;

/// <summary>Answers and fails with what it is given.</summary>
internal sealed class MarkupShop : IMarkup
{
    /// <summary>What would run a script in a page that took it for its own.</summary>
    public const string Markup = """<img src=x onerror="window.ran = 'it'">""";

    public Task<string> ReadAsync(string text) => Task.FromResult(text);

    public Task<string> FailAsync(string text) => throw new RpcException(RpcStatus.FailedPrecondition, text);
}
