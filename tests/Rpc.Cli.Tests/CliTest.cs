using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Tests;

/// <summary>Runs command lines in this process and keeps what they print.</summary>
public abstract class CliTest
{
    private protected FakeAccess Access { get; } = new();

    private protected string Output { get; private set; } = string.Empty;

    private protected string Errors { get; private set; } = string.Empty;

    /// <summary>The columns of the terminal; null where the output is none.</summary>
    private protected int? Width { get; set; }

    private protected bool Colours { get; set; }

    /// <summary>What is typed when something is asked; null where nobody is there.</summary>
    private protected string? Answer { get; set; }

    /// <summary>What the extras (near names, completion) bound themselves by.</summary>
    private protected TimeProvider Clock { get; set; } = TimeProvider.System;

    private protected async Task<int> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using StringReader? answers = Answer is null ? null : new StringReader(Answer);
        var console = new CliConsole(output, error, Width, Colours, answers);
        int code = await new CliApp(console, Access.Connect, Clock).RunAsync(arguments, handleSignals: false).WaitAsync(TimeSpan.FromSeconds(30));
        Output = output.ToString().ReplaceLineEndings("\n");
        Errors = error.ToString().ReplaceLineEndings("\n");
        return code;
    }

    private protected string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one line on the error stream.</summary>
    private protected string Error => Xunit.Assert.Single(Errors.TrimEnd('\n').Split('\n'));

    private protected Task<NameLease> Register(string name, string uri = "rpc://10.0.0.1:9101/x", int lease = 15, RegisterMode mode = RegisterMode.Replace, params string[] tags) =>
        Access.Server.RegisterAsync(new NameRegistration(name, uri, "s", tags, LeaseSeconds: lease, Mode: mode));
}
