using System.CommandLine;
using System.Globalization;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc register NAME URI</c>.</summary>
internal static class RegisterCommand
{
    public static Command Create(CommandRunner run)
    {
        var name = new Argument<string>("NAME") { Description = "The name.", CustomParser = result => Parsing.Try(result, Parsing.Name) };
        var uri = new Argument<RemoteUri>("URI") { Description = "Where the object is, as clients reach it: rpc://host:port/object.", CustomParser = result => Parsing.Try(result, Parsing.Uri) };
        var tags = new Option<string[]>("--tag") { Description = "A tag of the entry; may be given several times.", HelpName = "TAG", DefaultValueFactory = _ => [] };
        var lease = new Option<int>("--lease")
        {
            Description = "Seconds after which the entry goes, or none: it stays until it is removed. Nobody renews it: a server that publishes its own names does that.",
            HelpName = "SECONDS|none",
            DefaultValueFactory = _ => 0,
            CustomParser = result => Parsing.Try(result, ParseLease),
        };
        var mode = new Option<RegisterMode>("--mode")
        {
            Description = "When the name is taken: replace, fail, or add another instance.",
            HelpName = "MODE",
            DefaultValueFactory = _ => RegisterMode.Replace,
            CustomParser = result => Parsing.Try(result, ParseMode),
        };
        var command = new Command("register", "Register a name for an object.") { name, uri, tags, lease, mode };
        run.Bind(
            command,
            context => RegisterAsync(context, new NameRegistration(
                context.Get(name), context.Get(uri).ToString(), "cli-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), context.Get(tags), 1, context.Get(lease), context.Get(mode))),
            "rpc register printer rpc://10.0.0.7:9101/printer --tag floor2 --tag colour",
            "rpc register printer rpc://10.0.0.8:9101/printer --mode add --lease 3600");
        return command;
    }

    private static async Task<int> RegisterAsync(CommandContext context, NameRegistration registration)
    {
        if (NameRules.AdvertiseProblem(RemoteUri.Parse(registration.Uri), context.Access.Names.NameServers[0]) is { } problem)
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"'{registration.Name}' cannot be registered: {problem}.");
        }

        await context.NameServer.RegisterAsync(registration, context.Token).ConfigureAwait(false);
        string until = registration.LeaseSeconds == 0 ? "until it is removed" : $"for {registration.LeaseSeconds} s";
        await context.Output.WriteLineAsync($"registered {registration.Name} as {registration.Uri}, {until}").ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static int ParseLease(string text) => text == "none" ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= 86_400 ? seconds
        : throw new FormatException($"'{text}' is no lease: write 1 to 86400 seconds, or none.");

    private static RegisterMode ParseMode(string text) => text switch
    {
        "replace" => RegisterMode.Replace,
        "fail" => RegisterMode.FailIfTaken,
        "add" => RegisterMode.Add,
        _ => throw new FormatException($"'{text}' is no mode: write replace, fail or add."),
    };
}
