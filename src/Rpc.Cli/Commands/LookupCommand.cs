using System.CommandLine;
using Rpc.Cli.Completion;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc lookup NAME|rpcmeta:TAG,TAG</c>.</summary>
internal static class LookupCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = live.Complete(new Argument<RemoteUri>("NAME")
        {
            Description = "The name; or rpcmeta:TAG,TAG for all instances that have all of these tags.",
            CustomParser = result => Parsing.Try(result, ParseTarget),
        });
        var wait = new Option<double?>("--wait")
        {
            Description = "Wait so long for it to be registered, also while no name server answers.",
            HelpName = "SECONDS",
            CustomParser = result => Parsing.Try<double?>(result, static text => Parsing.Seconds(text)),
        };
        var command = new Command("lookup", "Print where a name, or tags, lead: one URI a line.") { target, wait };
        run.BindLife(
            command,
            parsed => parsed.GetValue(wait) is null ? CommandLife.Answer : CommandLife.Stay,
            context => LookupAsync(context, context.Get(target), context.Get(wait)),
            "rpc lookup server",
            "rpc lookup rpcmeta:colour,floor2",
            "rpc lookup server --wait 30",
            "rpc ping $(rpc lookup server)");
        return command;
    }

    private static async Task<int> LookupAsync(CommandContext context, RemoteUri target, double? wait)
    {
        INameServer server = context.NameServerOf(target);
        if (wait is { } seconds)
        {
            await context.Access.Names.WaitAsync(target, TimeSpan.FromSeconds(seconds), context.Token).ConfigureAwait(false);
        }

        IReadOnlyList<NameEntry> entries = target.Scheme == RemoteScheme.Meta
            ? await TaggedAsync(context, server, target).ConfigureAwait(false)
            : [await NearNames.HintAsync(server, target.Name!, () => server.LookupAsync(target.Name!, context.Token), context.Clock, context.Token).ConfigureAwait(false)];
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => Write(writer, target, entries));
            return ExitCode.Success;
        }

        foreach (NameInstance instance in entries.SelectMany(static entry => entry.Instances))
        {
            await context.Output.WriteLineAsync(instance.Uri).ConfigureAwait(false);
        }

        return ExitCode.Success;
    }

    private static async Task<IReadOnlyList<NameEntry>> TaggedAsync(CommandContext context, INameServer server, RemoteUri target)
    {
        var entries = new List<NameEntry>();
        await foreach (IReadOnlyList<NameEntry> page in NamePages.ReadAsync(server, new NameFilter(AllTags: target.Tags), context.Limit, context.Token).ConfigureAwait(false))
        {
            entries.AddRange(page);
        }

        return entries.Count > 0 ? entries : throw new RpcException(
            RpcStatus.NotFound, $"The name server at {context.NameServerText} knows no object with all of the tags {string.Join(", ", target.Tags)}; `rpc list` shows what it knows.");
    }

    /// <summary>A name is one entry; tags mean any number.</summary>
    private static void Write(System.Text.Json.Utf8JsonWriter writer, RemoteUri target, IReadOnlyList<NameEntry> entries)
    {
        if (target.Scheme != RemoteScheme.Meta)
        {
            NameJson.WriteEntry(writer, entries[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (NameEntry entry in entries)
        {
            NameJson.WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
    }

    private static RemoteUri ParseTarget(string text) => Parsing.NameOrUri(text) is { NeedsNameServer: true } target
        ? target
        : throw new FormatException($"'{text}' is an address already: write a name, rpcname:NAME or rpcmeta:TAG,TAG.");
}
