using System.CommandLine;
using Rpc.Cli.Commands;
using Rpc.Cli.Completion;
using Rpc.Cli.Output;
using Spectre.Console;

namespace Rpc.Cli.Looking;

/// <summary><c>rpc doctor [NAME|URI]</c>: finds out why a call does not get through.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandRunner run, LiveNames live)
    {
        Argument<RemoteUri> target = Targets.Argument(live);
        target.Arity = ArgumentArity.ZeroOrOne;
        target.Description = "The object that cannot be called. [default: the name servers]";
        var command = new Command("doctor", "Find out, step by step, why calls do not get through, and say what to do.") { target };
        run.BindLife(command, static _ => CommandLife.Stay, context => ExamineAsync(context, context.Parsed.GetValue(target)), "rpc doctor", "rpc doctor server", "rpc doctor rpcs://10.0.0.7:9101/greeter --ca authority.pem");
        return command;
    }

    private static async Task<int> ExamineAsync(CommandContext context, RemoteUri? target)
    {
        var steps = new List<DoctorStep>();
        await foreach (DoctorStep step in new Examination(context).RunAsync(target).ConfigureAwait(false))
        {
            steps.Add(step);
            if (!context.Json)
            {
                Tell(context.Console, step);
            }
        }

        if (context.Json)
        {
            JsonOutput.Write(context.Output, writer =>
            {
                writer.WriteStartArray();
                foreach (DoctorStep step in steps)
                {
                    writer.WriteStartObject();
                    writer.WriteString("step", step.What);
                    writer.WriteString("state", step.IsGood switch { true => "good", false => "bad", _ => "skipped" });
                    writer.WriteString("found", step.Found);
                    writer.WriteString("advice", step.Advice);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            });
        }

        return steps.Find(static step => step.IsGood == false) is { } bad ? throw new RpcException(RpcStatus.Unavailable, $"{bad.What}: {bad.Found}") : ExitCode.Success;
    }

    private static void Tell(CliConsole console, DoctorStep step)
    {
        (string mark, string style) = step.IsGood switch { true => ("ok  ", "green"), false => ("BAD ", "red"), _ => ("--  ", "dim") };
        console.WriteMarkup($"[{style}]{mark}[/]{Markup.Escape(step.What),-14}  {Markup.Escape(ErrorReport.OneLine(step.Found))}");
        if (step.Advice is not null)
        {
            console.WriteMarkup($"      [bold]do:[/] {Markup.Escape(ErrorReport.OneLine(step.Advice))}");
        }

        console.Output.Flush();
    }
}
