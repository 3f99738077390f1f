namespace Rpc.Naming;

/// <summary>The sentences of naming's failures: each names the name, the name server's address, and what to do.</summary>
internal static class NamingErrors
{
    public static RpcException Unreachable(IReadOnlyList<RemoteUri> servers, Exception? last, bool searched = false) => new(
        RpcStatus.Unavailable,
        $"No name server answers at {Addresses(servers)}{(searched ? ", nor one on the network that can be found (`rpc ns --discoverable`)" : "")}. Start one with `rpc ns`, or say where it is with RPC_NS=host:port.{Reason(last)}",
        RpcOutcome.NotExecuted,
        RpcErrorReason.NameServerUnreachable,
        last);

    public static RpcException NoSuchName(string name, IReadOnlyList<RemoteUri> servers, RpcException inner) => new(
        RpcStatus.NotFound,
        $"The name server at {Addresses(servers)} knows no name '{RemoteUriText.Printable(name)}'. See what it knows with `rpc list`; a server that stopped is no longer listed once its lease is over.",
        RpcOutcome.NotExecuted,
        RpcErrorReason.NoSuchName,
        inner);

    public static RpcException CannotResolve(RemoteUri uri) => new(
        RpcStatus.Unimplemented,
        $"{uri} asks for tags, which this name client cannot resolve: use a name, as in rpcname:NAME.",
        RpcOutcome.NotExecuted);

    public static RpcException Invalid(string message) => new(RpcStatus.InvalidArgument, message);

    public static string Addresses(IReadOnlyList<RemoteUri> servers) => string.Join(" or ", servers.Select(server => server.WithoutObject()));

    private static string Reason(Exception? last) => last switch
    {
        null => string.Empty,
        OperationCanceledException => " (no answer in time)",
        _ => $" ({last.Message})",
    };
}
