using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Rpc.Calls;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Looking;

/// <summary>Goes the way of a call, from this program to the object, and looks at each step.</summary>
internal sealed class Examination(CommandContext context)
{
    /// <summary>Looks at the name servers and then at the object; where the object has an address, at that alone.</summary>
    public async IAsyncEnumerable<DoctorStep> RunAsync(RemoteUri? target)
    {
        if (target is null || target.NeedsNameServer)
        {
            bool anyAnswers = false;
            await foreach (DoctorStep step in NameServersAsync(target?.NameServer).ConfigureAwait(false))
            {
                anyAnswers |= step is { What: NameServerStep, IsGood: true };
                yield return step;
            }

            if (target is null)
            {
                yield break;
            }

            if (!anyAnswers)
            {
                yield return new DoctorStep("name", null, $"{target} was not looked up: no name server answers.");
                yield break;
            }
        }

        (IReadOnlyList<RemoteUri> addresses, DoctorStep? found) = await AddressesAsync(target).ConfigureAwait(false);
        if (found is not null)
        {
            yield return found;
        }

        foreach (RemoteUri address in addresses)
        {
            await foreach (DoctorStep step in AddressAsync(address).ConfigureAwait(false))
            {
                yield return step;
            }
        }
    }

    private const string NameServerStep = "name server";

    private async IAsyncEnumerable<DoctorStep> NameServersAsync(RemoteUri? only)
    {
        string? given = Environment.GetEnvironmentVariable(NameServerAddress.Variable);
        bool isTyped = context.Parsed.GetValue(SharedOptions.NameServers) is { Count: > 0 };
        IReadOnlyList<RemoteUri> servers = only is null ? context.Access.Names.NameServers : [only];
        string source = only is not null ? "the name itself" : isTyped ? "--ns" : !string.IsNullOrWhiteSpace(given) ? NameServerAddress.Variable : "the default";
        yield return new DoctorStep("settings", true, $"{source} says to ask {string.Join(", ", servers.Select(static server => server.WithoutObject()))}");
        int silent = 0;
        foreach (RemoteUri server in servers)
        {
            bool isSilent = false;
            await foreach (DoctorStep step in ReachAsync(server).ConfigureAwait(false))
            {
                isSilent |= step.IsGood == false;
                yield return step;
            }

            if (isSilent)
            {
                silent++;
                continue;
            }

            DoctorStep answer = await TryAsync(NameServerStep, async token =>
            {
                TimeSpan took = await context.Access.PingAsync(server, token).ConfigureAwait(false);
                int names = await context.Access.NamesAt(server).NameServer.CountAsync(null, token).ConfigureAwait(false);
                return string.Create(CultureInfo.InvariantCulture, $"{server.WithoutObject()} answers in {took.TotalMilliseconds:0.0} ms and knows {CountText.Of(names, "name")}");
            }).ConfigureAwait(false);
            silent += answer.IsGood == true ? 0 : 1;
            yield return answer;
        }

        if (silent == servers.Count && !isTyped && only is null && string.IsNullOrWhiteSpace(given))
        {
            IReadOnlyList<RemoteUri> others = await new NameDiscovery().FindAsync(context.Token).ConfigureAwait(false);
            yield return others.Count > 0
                ? new DoctorStep(NameServerStep, true, $"{others[0].WithoutObject()} answers on the network")
                : new DoctorStep("discovery", false, "no name server answers on the network either", "start one with `rpc ns`, or say where it is: --ns HOST:PORT, or RPC_NS=HOST:PORT");
        }
    }

    private async Task<(IReadOnlyList<RemoteUri> Addresses, DoctorStep? Found)> AddressesAsync(RemoteUri target)
    {
        if (!target.NeedsNameServer)
        {
            return ([target], null);
        }

        RemoteUri[] addresses = [];
        DoctorStep found = await TryAsync("name", async token =>
        {
            if (target.Scheme == RemoteScheme.Name)
            {
                NameEntry entry = await context.NameServerOf(target).LookupAsync(target.Name!, token).ConfigureAwait(false);
                addresses = [.. entry.Instances.Select(static instance => RemoteUri.Parse(instance.Uri))];
            }
            else
            {
                addresses = [await context.ResolveAsync(target).WaitAsync(token).ConfigureAwait(false)];
            }

            return $"{target} leads to {string.Join(", ", addresses.Select(static address => address.ToString()))}";
        }).ConfigureAwait(false);
        if (found.IsGood == false)
        {
            string near = target.Name is { } name ? await Names.NearNames.QuestionAsync(context.NameServerOf(target), name, context.Clock, context.Token).ConfigureAwait(false) : string.Empty;
            found = found with { Advice = $"{near} `rpc list` shows what is registered; a server that has gone is listed again once it runs".TrimStart() };
        }

        return (addresses, found);
    }

    /// <summary>From the address of an object to the object.</summary>
    private async IAsyncEnumerable<DoctorStep> AddressAsync(RemoteUri address)
    {
        await foreach (DoctorStep step in ReachAsync(address).ConfigureAwait(false))
        {
            yield return step;
            if (step.IsGood == false)
            {
                yield break;
            }
        }

        ContractDescriptor? contract = null;
        DoctorStep told = await TryAsync("object", async token =>
        {
            contract = await context.Access.DescribeAsync(address, token).ConfigureAwait(false);
            return $"{address} is a {contract.Name} with {contract.Methods.Count} methods, fingerprint {contract.Fingerprint}";
        }).ConfigureAwait(false);
        yield return told;
        if (contract is null)
        {
            yield break;
        }

        yield return contract.IsPartial
            ? new DoctorStep("rights", false, "some methods are kept from this caller", "give a token or a certificate with the role that they want (--token-file, --cert)")
            : new DoctorStep("rights", true, "this caller may call all of them");
        yield return await TryAsync("answer", async token =>
        {
            TimeSpan took = await context.Access.PingAsync(address, token).ConfigureAwait(false);
            return string.Create(CultureInfo.InvariantCulture, $"calls get through: {took.TotalMilliseconds:0.00} ms there and back");
        }).ConfigureAwait(false);
    }

    /// <summary>Host name and port; nothing for addresses that have none.</summary>
    private async IAsyncEnumerable<DoctorStep> ReachAsync(RemoteUri address)
    {
        if (address.Path is { } path)
        {
            yield return File.Exists(path)
                ? new DoctorStep("socket", true, $"{path} is there")
                : new DoctorStep("socket", false, $"{path} is not there", "start the server, or look whether it listens at another path; a container sees only the folders that are given to it");
            yield break;
        }

        if (address.Host is not { } host)
        {
            yield break;
        }

        IPAddress[] resolved = [];
        DoctorStep name = await HostAsync(host, found => resolved = found).ConfigureAwait(false);
        yield return name;
        if (name.IsGood == true)
        {
            yield return await PortAsync(address, resolved).ConfigureAwait(false);
        }
    }

    private async Task<DoctorStep> HostAsync(string host, Action<IPAddress[]> found)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            found([literal]);
            bool isAny = literal.Equals(IPAddress.Any) || literal.Equals(IPAddress.IPv6Any);
            return isAny ? new DoctorStep("host", false, $"{host} is every address of a machine and none to call", "let the server say where it is reached: PublishOptions.Advertise, Rpc:Server:Advertise") : new DoctorStep("host", true, $"{host} is an address");
        }

        try
        {
            using CancellationTokenSource limit = context.BeginTimeout();
            IPAddress[] resolved = await Dns.GetHostAddressesAsync(host, limit.Token).ConfigureAwait(false);
            found(resolved);
            return new DoctorStep("host", true, $"{host} is {string.Join(", ", resolved.Select(static one => one.ToString()))}");
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !context.Token.IsCancellationRequested)
        {
            return new DoctorStep("host", false, $"{host} has no address: {error.Message}", "look for a mistake in the host name; in containers and clusters names hold within one network only");
        }
    }

    private async Task<DoctorStep> PortAsync(RemoteUri address, IPAddress[] resolved)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using CancellationTokenSource limit = context.BeginTimeout();
            await socket.ConnectAsync(resolved, address.Port, limit.Token).ConfigureAwait(false);
            return new DoctorStep("port", true, $"{address.Host}:{address.Port} is open");
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return new DoctorStep("port", false, $"nobody listens at {address.Host}:{address.Port}", "start the server, or look at its log for the port that it got; one that listens on 127.0.0.1 is reached from its own machine only");
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !context.Token.IsCancellationRequested)
        {
            return new DoctorStep("port", false, $"{address.Host}:{address.Port} does not answer: {error.Message}", "look at firewalls and routes between here and there");
        }
    }

    private async Task<DoctorStep> TryAsync(string what, Func<CancellationToken, Task<string>> look)
    {
        try
        {
            using CancellationTokenSource limit = context.BeginTimeout();
            return new DoctorStep(what, true, await look(limit.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!context.Token.IsCancellationRequested)
        {
            return new DoctorStep(what, false, context.NoAnswer().Message, "the process may hang, or be stopped in a debugger: look at it there");
        }
        catch (RpcException error)
        {
            return new DoctorStep(what, false, error.Message, Advice(error));
        }
    }

    /// <summary>What helps against a failure. The message of the failure itself says what was wrong.</summary>
    private static string? Advice(RpcException error) => error.Reason switch
    {
        RpcErrorReason.HandshakeRefused => "give the token that the server wants (--token-file, RPC_TOKEN), or a certificate (--cert); rpc:// is plain, rpcs:// is TLS; the server's log has the real reason",
        RpcErrorReason.CredentialsWithheld => "use rpcs://, so that nobody else reads the token, or send it all the same with --token-in-clear",
        RpcErrorReason.AccessDenied => "ask whoever runs the server for a token with the right role, or for the object's id: it tells strangers nothing of what exists",
        RpcErrorReason.NoSuchObject => "the server runs and has no such object: look for a mistake in the id, and whether its server still adds it",
        RpcErrorReason.ProtocolViolation => "something else listens there, or one side speaks TLS and the other does not: rpc:// is plain, rpcs:// is TLS",
        RpcErrorReason.NameServerUnreachable => "start a name server with `rpc ns`, or say where it is with --ns",
        RpcErrorReason.OverLimit => "the server has reached a limit that the message names: raise it there, or call it less",
        RpcErrorReason.Draining => "the server is stopping: try again when it is back",
        RpcErrorReason.ConnectionLost => "the server has ended the connection: its log says why; a wrong protocol, TLS on one side only, and a limit look like this",
        _ => null,
    };
}
