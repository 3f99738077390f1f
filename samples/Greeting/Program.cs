using Greeting;
using Greeting.AllInOne;
using Greeting.Client;
using Greeting.NameServer;
using Greeting.Server;
using Rpc;

if (CommandLine.Parse(args) is not { } command)
{
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}

CancellationToken stoppingToken = command.UntilInputEnds ? InputEnd.Watch() : CancellationToken.None;
try
{
    return command.Role switch
    {
        "server" => await ServerRole.RunAsync(stoppingToken),
        "client" => await ClientRole.RunAsync(command.Name),
        "ns" => await NameServerRole.RunAsync(stoppingToken),
        _ => await AllInOneRole.RunAsync(command.Name),
    };
}
catch (RpcException error)
{
    // The message names the address and what to do: without a name server it says how to start one.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
{
    return 0;
}
