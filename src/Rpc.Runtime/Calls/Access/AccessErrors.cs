namespace Rpc.Calls;

/// <summary>What a caller hears who may not do what it wants. One text for all: it must not tell what exists.</summary>
internal static class AccessErrors
{
    public const string Text = "This caller may not do that, or there is no such thing; the server does not say which. Whoever runs it gives tokens and roles, and its audit log says what was denied.";

    public static RpcException Denied() => new(RpcStatus.PermissionDenied, Text, RpcOutcome.NotExecuted, RpcErrorReason.AccessDenied);

    /// <summary>The caller's own sentence before what the server said.</summary>
    public static string Of(string what, string? uri, string message) => $"{what} at {uri} was denied: {message}";
}
