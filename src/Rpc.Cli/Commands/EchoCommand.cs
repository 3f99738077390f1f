using System.CommandLine;
using Rpc.Cli.Echo;
using Rpc.Cli.Remote;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc echo</c>: an object to try the other commands on.</summary>
internal static class EchoCommand
{
    public static Command Create(CommandRunner run)
    {
        var listen = new Option<RemoteUri>("--listen")
        {
            Description = "Where to listen; port 0 takes any free port.",
            HelpName = "URI",
            DefaultValueFactory = _ => RemoteUri.ForHost("127.0.0.1", 0),
            CustomParser = result => Parsing.Try(result, Parsing.Uri),
        };
        var name = new Option<string?>("--name")
        {
            Description = "Publish the object under this name; without it only its URI is printed.",
            HelpName = "NAME",
            CustomParser = result => Parsing.Try(result, Parsing.Name),
        };
        var command = new Command("echo", "Serve an object that echoes, adds and counts, until Ctrl-C: to try the other commands on.") { listen, name };
        run.BindServing(
            command,
            context => ServeAsync(context, context.Get(listen)!, context.Get(name)),
            "rpc echo --name echo",
            "rpc call echo Add 2 3",
            "rpc echo --listen rpc://0.0.0.0:9101");
        return command;
    }

    private static async Task<int> ServeAsync(CommandContext context, RemoteUri listen, string? name)
    {
        IServing serving = await context.Access.ServeAsync<IEcho>(new EchoObject(), "echo", listen, name, context.Token).ConfigureAwait(false);
        await using (serving.ConfigureAwait(false))
        {
            string published = name is null ? string.Empty : $", published as {name}";
            await context.Output.WriteLineAsync($"echo at {serving.Uri}{published}").ConfigureAwait(false);
            await context.Output.FlushAsync(context.Token).ConfigureAwait(false);
            await Waiting.UntilStoppedAsync(context.Token).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }
}
