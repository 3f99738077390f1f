using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Completion;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc register NAME URI</c>.</summary>
internal static class RegisterCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<string> name = Targets.Name(live);
        var uri = new Argument<RemoteUri>("URI") { Description = "Where the object is, as clients reach it: rpc://host:port/object.", CustomParser = result => Parsing.Try(result, Parsing.Uri) };
        var options = new RegisterOptions();
        var keep = new Option<bool>("--keep") { Description = "Stay, renew the lease (15 s where none is given), and remove the name at Ctrl-C: for a program that does not register itself." };
        var command = new Command("register", "Register a name for an object.") { name, uri, keep };
        options.AddTo(command);
        run.BindLife(
            command,
            parsed => parsed.GetValue(keep) ? CommandLife.Serve : CommandLife.Answer,
            context => context.Get(keep)
                ? KeepAsync(context, context.Get(name), context.Get(uri), options.Read(context, leaseUnlessGiven: 15))
                : RegisterAsync(context, context.Get(name), context.Get(uri), options.Read(context, leaseUnlessGiven: 0)),
            "rpc register printer rpc://10.0.0.7:9101/printer --tag floor2 --meta model=LX-2",
            "rpc register printer rpc://10.0.0.8:9101/printer --mode add --weight 3 --lease 3600",
            "rpc register printer rpc://10.0.0.7:9101/printer --keep");
        return command;
    }

    private static async Task<int> RegisterAsync(CommandContext context, string name, RemoteUri uri, PublishOptions options)
    {
        if (NameRules.AdvertiseProblem(uri, context.Access.Names.NameServers[0]) is { } problem)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"'{name}' cannot be registered: {problem}.");
        }

        string server = "cli-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        int lease = (int)(options.Lease?.TotalSeconds ?? 0);
        var registration = new NameRegistration(name, uri.ToString(), server, options.Tags, options.Weight, lease, options.Mode, Metadata: options.Metadata);
        await context.NameServer.RegisterAsync(registration, context.Token).ConfigureAwait(false);
        string until = lease == 0 ? "until it is removed" : $"for {lease} s";
        await context.Output.WriteLineAsync($"registered {name} as {uri}, {until}").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<int> KeepAsync(CommandContext context, string name, RemoteUri uri, PublishOptions options)
    {
        var publisher = new Publisher(context.Access.Names);
        await using (publisher.ConfigureAwait(false))
        {
            Publication publication = await publisher.PublishAsync(name, uri, options, context.Token).ConfigureAwait(false);
            await context.Output.WriteLineAsync($"registered {name} as {publication.Uri}, until Ctrl-C").ConfigureAwait(false);
            await context.Output.FlushAsync(context.Token).ConfigureAwait(false);
            using var timer = new PeriodicTimer(LookEvery, context.Clock);
            try
            {
                while (!publication.IsReplaced)
                {
                    await timer.WaitForNextTickAsync(context.Token).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Success;
            }

            throw new RpcException(RpcStatus.Aborted, $"Another server has taken the name '{name}': it is not renewed any more.");
        }
    }
}
