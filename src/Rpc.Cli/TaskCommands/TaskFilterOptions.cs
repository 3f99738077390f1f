using System.CommandLine;
using System.Runtime.CompilerServices;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Hosting.Configuration;
using Rpc.Tasks.Stores;
using Rpc.Tasks;

namespace Rpc.Cli.TaskCommands;

/// <summary>What says which tasks are meant: <c>--state</c>, <c>--queue</c>, <c>--kind</c>. All that are given must hold.</summary>
internal sealed class TaskFilterOptions
{
    private const int PageSize = 1000;

    private readonly RpcTaskState[] _allowed;

    /// <param name="command">Gets the options.</param>
    /// <param name="allowed">The states that make sense.</param>
    public TaskFilterOptions(Command command, params RpcTaskState[] allowed)
    {
        _allowed = allowed;
        States = new Option<RpcTaskState[]>("--state")
        {
            Description = $"Only tasks in this state, or in one of several with commas: {string.Join(", ", allowed.Select(Text))}.",
            HelpName = "STATE",
            DefaultValueFactory = _ => [],
            CustomParser = result => [.. Parsing.TryAll(result, Parse).SelectMany(static states => states).Distinct()],
        };
        States.CompletionSources.Add(_ => allowed.Select(static state => new System.CommandLine.Completions.CompletionItem(Text(state))));
        command.Options.Add(States);
        command.Options.Add(Queue);
        command.Options.Add(Kind);
    }

    public Option<RpcTaskState[]> States { get; }

    public Option<string?> Queue { get; } = new("--queue") { Description = "Only tasks of this queue.", HelpName = "QUEUE" };

    public Option<string?> Kind { get; } = new("--kind") { Description = "Only tasks whose contract and method contain this text, letter for letter.", HelpName = "TEXT" };

    /// <summary>A state as it is typed and shown.</summary>
    public static string Text(RpcTaskState state) => state switch
    {
        RpcTaskState.ResultExpired => "expired",
        _ => state.ToString().ToLowerInvariant(),
    };

    public TaskFilter Filter(CommandContext context) => new() { States = context.Get(States)!, Queue = context.Get(Queue), Kind = context.Get(Kind) };

    /// <summary>Lists what is meant, page by page; each page has the whole of <c>--timeout</c>.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<RpcTaskInfo>> ReadAsync(CommandContext context, RpcTasks tasks, TaskFilter filter, int most, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int left = most; left > 0;)
        {
            filter = filter with { Most = Math.Min(left, PageSize) };
            IReadOnlyList<RpcTaskInfo> page = await tasks.ListAsync(filter, cancellationToken).ConfigureAwait(false);
            context.Limit.Restart();
            if (page.Count > 0)
            {
                yield return page;
                filter = filter with { After = new TaskPlace(page[^1].EnqueuedAt, page[^1].Id) };
            }

            left = page.Count < filter.Most ? 0 : left - page.Count;
        }
    }

    private RpcTaskState[] Parse(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ParseOne)];

    private RpcTaskState ParseOne(string word)
    {
        foreach (RpcTaskState state in _allowed)
        {
            if (string.Equals(Text(state), word, StringComparison.OrdinalIgnoreCase))
            {
                return state;
            }
        }

        IReadOnlyList<string> near = EditDistance.Nearest(word, _allowed.Select(Text));
        throw new FormatException($"'{word}' is no state that can be given here.{EditDistance.Question(near)} There are {string.Join(", ", _allowed.Select(Text))}.");
    }
}
