using System.CommandLine;
using Rpc.Cli.Completion;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc completion bash|zsh|pwsh</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CommandRunner run, Command root)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong(CompletionScript.Shells);
        var command = new Command("completion", "Print a script that makes a shell complete commands, options, files, and the names that the name server knows.") { shell };
        run.Bind(
            command,
            async context =>
            {
                await context.Output.WriteAsync(CompletionScript.For(context.Get(shell), root)).ConfigureAwait(false);
                return ExitCode.Success;
            },
            "rpc completion bash > ~/.local/share/bash-completion/completions/rpc",
            "rpc completion zsh > ~/.zfunc/_rpc",
            "rpc completion pwsh | Out-String | Invoke-Expression");
        return command;
    }
}
