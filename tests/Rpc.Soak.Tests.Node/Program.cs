using Rpc.Soak.Tests.Node;

// server JOURNAL NS PORT NAME: serves and publishes until SIGTERM. client JOURNAL NS NUMBER SEED RATE URI...: calls until its input ends. ns PORT.
return args switch
{
    ["server", var journal, var ns, var port, var name] => await ServerNode.RunAsync(journal, ns, port, name),
    ["client", var journal, var ns, var number, var seed, var rate, .. var uris] => await ClientNode.RunAsync(journal, ns, new ClientSettings(int.Parse(number, null), int.Parse(seed, null), int.Parse(rate, null), uris)),
    ["ns", var port] => await NameServerNode.RunAsync(port),
    _ => 2,
};
