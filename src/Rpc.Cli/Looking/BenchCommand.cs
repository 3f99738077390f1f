using System.CommandLine;
using System.Globalization;
using Rpc.Calls;
using Rpc.Cli.Calls;
using Rpc.Cli.Commands;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;

namespace Rpc.Cli.Looking;

/// <summary><c>rpc bench NAME|URI [METHOD [ARGUMENTS]]</c>: how fast a live object answers.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        var method = new Argument<string?>("METHOD")
        {
            Description = "The method to call, which has to be [Idempotent]. [default: nothing is called, the object is only asked whether it is there]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var arguments = new Argument<string[]>("ARGUMENTS") { Description = "As for rpc call.", Arity = ArgumentArity.ZeroOrMore };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long to measure, after a tenth of that to warm up.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 5,
            CustomParser = result => Parsing.Try(result, Parsing.Seconds),
        };
        var callers = new Option<int>("--callers")
        {
            Description = "Callers at once over the one connection, each of which waits for its answer: 1 to 1000.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Parsing.Try(result, static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given is >= 1 and <= 1000 ? given : throw new FormatException($"'{text}' is no number of callers: write 1 to 1000.")),
        };
        var any = new Option<bool>("--any-method") { Description = "Call the method although it is not [Idempotent]: it runs as often as it is called." };
        var command = new Command("bench", "Measure how fast a live object answers, in JSON, and print rates and times.") { target, method, arguments, seconds, callers, any };
        run.BindLife(
            command,
            static _ => CommandLife.Stay,
            context => MeasureAsync(context, context.Get(target), context.Get(method), context.Get(arguments), new BenchPlan(TimeSpan.FromSeconds(context.Get(seconds)), context.Get(callers)), context.Get(any)),
            "rpc bench server",
            "rpc bench echo Add 2 3 --any-method",
            "rpc bench quotes GetQuote EURUSD --callers 32 --seconds 10",
            "rpc bench server --json");
        return command;
    }

    private static async Task<int> MeasureAsync(CommandContext context, RemoteUri target, string? methodName, string[] arguments, BenchPlan plan, bool anyMethod)
    {
        RemoteUri uri = await context.ResolveInTimeAsync(target).ConfigureAwait(false);
        using RpcJsonObject opened = await OpenAsync(context, uri).ConfigureAwait(false);
        MethodDescriptor? method = methodName is null ? null : MethodChoice.Find(opened.Contract, methodName, arguments);
        Check(method, anyMethod);
        string json = method is null ? "[]" : CallArguments.ToJson(method, arguments);
        Func<CancellationToken, ValueTask> once = method is null
            ? async token => await context.Access.PingAsync(uri, token).ConfigureAwait(false)
            : async token => await opened.CallAsync(method.Signature, json, token).ConfigureAwait(false);

        // Before anything is measured: a mistake in the arguments is told as such.
        using (CancellationTokenSource limit = context.BeginTimeout())
        {
            await once(limit.Token).ConfigureAwait(false);
        }

        var page = new LivePage(context.Console);
        BenchResult result = await plan.RunAsync(once, context.Clock, Tell, context.Token).ConfigureAwait(false);
        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer => result.Write(writer, uri, method?.Signature));
        }
        else
        {
            page.Draw(console => result.Draw(console, uri, method?.Signature));
        }

        return result.Calls > result.Failed ? ExitCode.Success : throw result.Failure!;

        void Tell(double share, long calls)
        {
            if (context.Console.IsTerminal && !context.Json)
            {
                int done = (int)(share * 30);
                page.Draw(console => console.WriteMarkup(string.Create(CultureInfo.InvariantCulture, $"[green]{new string('━', done)}[/][dim]{new string('━', 30 - done)}[/] {share * 100:0} %, {calls} calls")));
            }
        }
    }

    private static async Task<RpcJsonObject> OpenAsync(CommandContext context, RemoteUri uri)
    {
        using CancellationTokenSource limit = context.BeginTimeout();
        return await context.Access.OpenJsonAsync(uri, limit.Token).ConfigureAwait(false);
    }

    private static void Check(MethodDescriptor? method, bool anyMethod)
    {
        if (method is null)
        {
            return;
        }

        if ((method.Traits & (MethodTraits.ServerStream | MethodTraits.ClientStream | MethodTraits.Progress | MethodTraits.OneWay)) != 0)
        {
            throw new UsageException($"{method.Name} cannot be measured: it has a stream, or no answer.");
        }

        if (!anyMethod && (method.Traits & MethodTraits.Idempotent) == 0)
        {
            throw new UsageException($"{method.Name} is not [Idempotent]: it would run thousands of times. --any-method does it all the same.");
        }
    }
}
