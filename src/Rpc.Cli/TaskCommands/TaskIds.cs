using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Tasks;
using Rpc.Tasks.Stores;

namespace Rpc.Cli.TaskCommands;

/// <summary>Ids of tasks as they are typed: whole, or so much of the beginning or the end that one task is meant.</summary>
internal static class TaskIds
{
    private const int Least = 4;
    private const int Searched = 10_000;

    public static Argument<string> One() => new("ID") { Description = Description, CustomParser = result => Parsing.Try(result, Checked) };

    public static Argument<string[]> Several(bool required) => new("ID")
    {
        Description = Description,
        Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        CustomParser = result => Parsing.TryAll(result, Checked),
    };

    /// <summary>The tasks that are meant, in their order.</summary>
    /// <exception cref="RpcException">Of what was abbreviated there is none, or there are several.</exception>
    public static async Task<IReadOnlyList<Guid>> FindAsync(CommandContext context, RpcTasks tasks, params string[] texts)
    {
        string[] parts = [.. texts.Where(static text => !Guid.TryParse(text, out _)).Distinct(StringComparer.OrdinalIgnoreCase)];
        Dictionary<string, Guid> found = parts.Length == 0 ? [] : await SearchAsync(context, tasks, parts).ConfigureAwait(false);
        return [.. texts.Select(text => Guid.TryParse(text, out Guid id) ? id : found[text.ToLowerInvariant()]).Distinct()];
    }

    private static string Description => $"The task's id; of the last {Searched} tasks also {Least} or more characters of its beginning or its end.";

    private static async Task<Dictionary<string, Guid>> SearchAsync(CommandContext context, RpcTasks tasks, string[] parts)
    {
        var ids = new List<Guid>();
        await foreach (IReadOnlyList<RpcTaskInfo> page in TaskFilterOptions.ReadAsync(context, tasks, new TaskFilter(), Searched, context.Token).ConfigureAwait(false))
        {
            ids.AddRange(page.Select(static info => info.Id));
        }

        var found = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (string part in parts.Select(static part => part.ToLowerInvariant()))
        {
            Guid[] meant = [.. ids.Where(id => id.ToString() is var text && (text.StartsWith(part, StringComparison.Ordinal) || text.EndsWith(part, StringComparison.Ordinal)))];
            found[part] = meant.Length switch
            {
                1 => meant[0],
                0 => throw new RpcException(RpcStatus.NotFound, $"None of the last {Searched} tasks has an id that begins or ends with '{part}'; `rpc tasks list` shows them."),
                _ => throw new RpcException(RpcStatus.NotFound, $"{meant.Length} tasks have an id that begins or ends with '{part}', such as {meant[0]} and {meant[1]}: write more of it."),
            };
        }

        return found;
    }

    private static string Checked(string text) =>
        Guid.TryParse(text, out _) || (text.Length >= Least && text.All(static letter => char.IsAsciiHexDigit(letter) || letter == '-'))
            ? text
            : throw new FormatException($"'{text}' is no id of a task: write it as `rpc tasks list` shows it, or at least {Least} characters of its beginning or end.");
}
