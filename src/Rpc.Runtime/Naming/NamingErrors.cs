namespace Rpc.Naming;

/// <summary>The sentences of naming's failures: each names the name, the name server's address, and what to do.</summary>
internal static class NamingErrors
{
    public static RpcException Unreachable(IReadOnlyList<RemoteUri> servers, Exception? last, bool searched) => new(
        RpcStatus.Unavailable,
        $"No name server answers at {Addresses(servers)}{(searched ? ", nor one on the network that can be found (`rpc ns --discoverable`)" : "")}. Start one with `rpc ns`, or say where it is with RPC_NS=host:port.{Reason(last)}",
        RpcOutcome.NotExecuted,
        RpcErrorReason.NameServerUnreachable,
        last);

    public static RpcException NoSuchName(string name, IReadOnlyList<RemoteUri> servers, RpcException inner) => new(
        RpcStatus.NotFound,
        $"The name server at {Addresses(servers)} knows no name {Quoted(name)}. See what it knows with `rpc list`; a server that stopped is no longer listed once its lease is over.",
        RpcOutcome.NotExecuted,
        RpcErrorReason.NoSuchName,
        inner);

    public static RpcException NothingTagged(IReadOnlyList<string> tags, IReadOnlyList<RemoteUri> servers) => new(
        RpcStatus.NotFound,
        $"The name server at {Addresses(servers)} lists nothing with {Tagged(tags)}. See what it knows with `rpc list`; a server that stopped is no longer listed once its lease is over.",
        RpcOutcome.NotExecuted,
        RpcErrorReason.NoSuchName);

    public static RpcException NotInTime(NameQuery query, TimeSpan time, RpcException? silence) => new(
        RpcStatus.DeadlineExceeded,
        silence is null
            ? FormattableString.Invariant($"The name server at {Addresses(query.Servers.Servers)} did not list {query.What} within {time.TotalSeconds:0.###} s. Start the server that registers it, or wait longer.")
            : FormattableString.Invariant($"Nothing listed {query.What} within {time.TotalSeconds:0.###} s. {silence.Message}"),
        RpcOutcome.NotExecuted,
        RpcErrorReason.NoSuchName,
        silence);

    public static string Quoted(string name) => $"'{RemoteUriText.Printable(name)}'";

    public static string Tagged(IReadOnlyList<string> tags) => $"the {(tags.Count == 1 ? "tag" : "tags")} {string.Join(" and ", tags.Select(Quoted))}";

    public static RpcException Invalid(string message) => new(RpcStatus.InvalidArgument, message);

    public static string Addresses(IReadOnlyList<RemoteUri> servers) => string.Join(" or ", servers.Select(server => server.WithoutObject()));

    private static string Reason(Exception? last) => last switch
    {
        null => string.Empty,
        OperationCanceledException => " (no answer in time)",
        _ => $" ({last.Message})",
    };
}
