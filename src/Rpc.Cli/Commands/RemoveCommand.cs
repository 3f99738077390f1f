using System.CommandLine;
using System.Globalization;
using Rpc.Cli.Completion;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc remove NAME|--prefix P|--glob G|--tag T</c>.</summary>
internal static class RemoveCommand
{
    private const int PageSize = 1000;
    private const int Shown = 5;

    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<string?> name = live.Complete(new Argument<string?>("NAME") { Description = "The one name to remove.", Arity = ArgumentArity.ZeroOrOne, CustomParser = result => Parsing.Try(result, Parsing.Name) });
        var prefix = new Option<string?>("--prefix") { Description = "Remove all names that begin with this, literally and case-sensitively.", HelpName = "PREFIX" };
        var glob = new Option<string?>("--glob") { Description = "Remove all names that match: * is any run of characters, ? any one.", HelpName = "PATTERN" };
        Option<string[]> tags = FilterOptions.TagOption("--tag", "Remove all instances with this tag; given several times, with all of them. Beside --prefix or --glob, of those names only.");
        var yes = new Option<bool>("--yes") { Description = "Do not ask. Without a terminal nothing is asked anyway." };
        var command = new Command("remove", "Remove names, with all their instances; or the instances that have tags.") { name, prefix, glob, tags, yes };
        command.Validators.Add(result =>
        {
            int given = (result.GetResult(name)?.Tokens.Count ?? 0) + (result.GetResult(prefix) is null ? 0 : 1) + (result.GetResult(glob) is null ? 0 : 1);
            bool hasTags = result.GetResult(tags) is { Implicit: false };
            if (given > 1 || (given == 0 && !hasTags) || (hasTags && result.GetResult(name)?.Tokens.Count > 0))
            {
                result.AddError("Give one of NAME, --prefix, --glob and --tag; --tag may stand beside --prefix or --glob.");
            }
        });
        run.Bind(
            command,
            context => context.Parsed.GetValue(name) is { } one
                ? RemoveAsync(context, one)
                : RemoveAllAsync(context, new NameFilter(context.Get(prefix), context.Get(glob), context.Get(tags)), mayAsk: !context.Get(yes)),
            "rpc remove printer",
            "rpc remove --prefix test.",
            "rpc remove --tag retired --yes",
            "rpc remove --glob '*.staging.?'");
        return command;
    }

    private static async Task<int> RemoveAsync(CommandContext context, string name)
    {
        int removed = await context.NameServer.UnregisterAsync(name, context.Token).ConfigureAwait(false);
        if (removed == 0)
        {
            string question = await NearNames.QuestionAsync(context.NameServer, name, context.Clock, context.Token).ConfigureAwait(false);
            throw new RpcException(RpcStatus.NotFound, $"The name server at {context.NameServerText} knows no name '{name}'; `rpc list` shows what it knows.{question}");
        }

        return Tell(context, removed);
    }

    private static async Task<int> RemoveAllAsync(CommandContext context, NameFilter filter, bool mayAsk)
    {
        if (mayAsk && context.Console.CanAsk && !await ConfirmAsync(context, filter).ConfigureAwait(false))
        {
            throw new RpcException(RpcStatus.Cancelled, "Nothing was removed.");
        }

        return Tell(context, await context.NameServer.UnregisterAllAsync(filter, context.Token).ConfigureAwait(false));
    }

    /// <summary>Asks where more than one name is meant.</summary>
    private static async Task<bool> ConfirmAsync(CommandContext context, NameFilter filter)
    {
        NamePage page = await context.NameServer.ListAsync(filter, limit: PageSize, cancellationToken: context.Token).ConfigureAwait(false);
        string[] names = [.. page.Entries.Select(static entry => entry.Name).Where(static name => name != NameRules.OwnName)];
        if (names.Length < 2 && page.Next is null)
        {
            return true;
        }

        string count = page.Next is null ? names.Length.ToString(CultureInfo.InvariantCulture) : $"more than {names.Length}";
        string first = string.Join(", ", names.Take(Shown)) + (names.Length > Shown ? ", ..." : string.Empty);
        string what = filter.AllTags is { Count: > 0 } ? "the instances with these tags of " : string.Empty;
        context.Limit.Lift();
        bool answer = await context.Console.ConfirmAsync(ErrorReport.OneLine($"Remove {what}{count} names ({first})?"), context.Token).ConfigureAwait(false);
        context.Limit.Restart();
        return answer;
    }

    private static int Tell(CommandContext context, int removed)
    {
        context.Output.WriteLine($"removed {CountText.Of(removed, "name")}");
        return ExitCode.Success;
    }
}
