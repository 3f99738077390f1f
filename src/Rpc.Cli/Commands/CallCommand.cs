using System.CommandLine;
using System.Text.Json;
using Rpc.Calls;
using Rpc.Cli.Calls;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc call NAME|URI METHOD [JSON ARGUMENTS]</c>.</summary>
internal static class CallCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        var method = new Argument<string>("METHOD") { Description = "Its name in the contract, with or without Async, in any case; or Name(type,type) where there are several." };
        var arguments = new Argument<string[]>("ARGUMENTS")
        {
            Description = "One JSON value for each parameter, or one JSON array of all, or one JSON object by parameter name. A word that is not JSON is a string. After -- nothing is taken for an option.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("call", "Call a method with JSON arguments and print its result as JSON; of a stream, one item a line.") { target, method, arguments };
        run.Bind(
            command,
            context => CallAsync(context, context.Get(target), context.Get(method), context.Get(arguments)),
            "rpc call server WelcomeMessage Ali",
            "rpc call calculator Add 2 3",
            """rpc call calculator Add '{"x": 2, "y": 3}'""",
            "rpc call echo Count 5",
            "rpc call calculator Add -- -2 3");
        return command;
    }

    private static async Task<int> CallAsync(CommandContext context, RemoteUri target, string methodName, string[] arguments)
    {
        RemoteUri uri = await context.ResolveAsync(target).ConfigureAwait(false);
        ContractDescriptor contract = await context.Access.DescribeAsync(uri, context.Token).ConfigureAwait(false);
        MethodDescriptor method = MethodChoice.Find(contract, methodName, arguments);
        string json = CallArguments.ToJson(method, arguments);
        if ((method.Traits & MethodTraits.ServerStream) != 0)
        {
            await foreach (JsonElement item in context.Access.StreamJsonAsync(uri, method.Signature, json, context.Token).ConfigureAwait(false))
            {
                context.Limit.Restart();
                JsonOutput.WriteLine(context.Output, item);
                await context.Output.FlushAsync(context.Token).ConfigureAwait(false);
            }

            return ExitCode.Success;
        }

        JsonElement result = await context.Access.CallJsonAsync(uri, method.Signature, json, context.Token).ConfigureAwait(false);
        if (method.ReturnType != "void" && result.ValueKind != JsonValueKind.Undefined)
        {
            JsonOutput.Write(context.Output, result, indented: !context.Json);
        }

        return ExitCode.Success;
    }
}
