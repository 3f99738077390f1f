using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using Rpc.Cli.Commands;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Looking;

/// <summary><c>rpc top NAME|URI</c>: which calls an object gets, second by second.</summary>
internal static class TopCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        var interval = new Option<double>("--interval")
        {
            Description = "The length of each stretch, in seconds: 0.1 to 60.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Parsing.Try(result, static text => Parsing.Seconds(text) is >= 0.1 and <= 60 and var seconds ? seconds : throw new FormatException($"'{text}' is no length of a stretch: write 0.1 to 60.")),
        };
        var count = new Option<int?>("--count")
        {
            Description = "End after so many stretches. [default: at Ctrl-C]",
            HelpName = "N",
            CustomParser = result => Parsing.Try<int?>(result, static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given > 0 ? given : throw new FormatException($"'{text}' is no count: write 1 or more.")),
        };
        var command = new Command("top", "Show which methods of an object are called, how often, and how long they take. Its server counts only meanwhile.") { target, interval, count };
        run.BindLife(
            command,
            static _ => CommandLife.Stay,
            context => WatchAsync(context, context.Get(target), TimeSpan.FromSeconds(context.Get(interval)), context.Get(count)),
            "rpc top server",
            "rpc top rpc://10.0.0.7:9101/greeter --interval 5",
            "rpc top server --count 1 --json");
        return command;
    }

    private static async Task<int> WatchAsync(CommandContext context, RemoteUri target, TimeSpan stretch, int? count)
    {
        IReadOnlyList<RemoteUri> instances = await InstancesAsync(context, target).ConfigureAwait(false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.Token);
        var told = Channel.CreateBounded<(RemoteUri Instance, ObjectLoad? Load, Exception? Failure)>(100);
        Task[] watches = [.. instances.Select(one => FollowAsync(context, one, stretch, told.Writer, ended.Token))];
        var last = new Dictionary<RemoteUri, ObjectLoad>();
        var page = new LivePage(context.Console);
        int alive = instances.Count;
        try
        {
            for (int shown = 0; alive > 0 && (count is null || shown < count);)
            {
                (RemoteUri instance, ObjectLoad? load, Exception? failure) = await told.Reader.ReadAsync(context.Token).ConfigureAwait(false);
                if (load is null)
                {
                    alive--;
                    last.Remove(instance);
                    if (alive == 0 && failure is not null)
                    {
                        throw failure;
                    }

                    continue;
                }

                last[instance] = load;
                if (told.Reader.Count > 0 || (last.Count < alive && shown == 0))
                {
                    continue;
                }

                LoadView view = LoadView.Of(target, last);
                if (context.Json)
                {
                    JsonOutput.WriteLine(context.Output, view.Write);
                }
                else
                {
                    page.Draw(view.Draw);
                }

                await context.Output.FlushAsync(context.Token).ConfigureAwait(false);
                shown++;
            }
        }
        catch (OperationCanceledException) when (context.Token.IsCancellationRequested)
        {
            // Ctrl-C is how it is meant to end.
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return ExitCode.Success;
    }

    private static async Task FollowAsync(CommandContext context, RemoteUri instance, TimeSpan stretch, ChannelWriter<(RemoteUri, ObjectLoad?, Exception?)> told, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ObjectLoad load in context.Access.WatchLoadAsync(instance, stretch, cancellationToken).ConfigureAwait(false))
            {
                await told.WriteAsync((instance, load, null), cancellationToken).ConfigureAwait(false);
            }

            await told.WriteAsync((instance, null, new RpcException(RpcStatus.Unavailable, $"The server at {instance.WithoutObject()} has stopped.")), cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException failure)
        {
            await told.WriteAsync((instance, null, failure), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>All instances of a name; an address is its own.</summary>
    private static async Task<IReadOnlyList<RemoteUri>> InstancesAsync(CommandContext context, RemoteUri target)
    {
        RemoteUri first = await context.ResolveInTimeAsync(target).ConfigureAwait(false);
        if (target.Scheme != RemoteScheme.Name)
        {
            return [first];
        }

        using CancellationTokenSource limit = context.BeginTimeout();
        NameEntry entry = await context.NameServerOf(target).LookupAsync(target.Name!, limit.Token).ConfigureAwait(false);
        return [.. entry.Instances.Select(static instance => RemoteUri.Parse(instance.Uri))];
    }
}
