using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace Rpc.Cli.Commands;

/// <summary>The usual help, and a command's examples at its end.</summary>
internal sealed class Examples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Texts = [];

    public override bool ClearsParseErrors => true;

    public static void Add(Command command, string[] examples) => Texts.AddOrUpdate(command, examples);

    public override int Invoke(ParseResult parseResult)
    {
        int result = help.Invoke(parseResult);
        if (Texts.TryGetValue(parseResult.CommandResult.Command, out string[]? examples) && examples.Length > 0)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        return result;
    }
}
