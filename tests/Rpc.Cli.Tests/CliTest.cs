using Rpc.Cli.Output;
using Rpc.Naming;

namespace Rpc.Cli.Tests;

/// <summary>Runs command lines in this process and keeps what they print.</summary>
public abstract class CliTest
{
    private protected FakeAccess Access { get; } = new();

    private protected string Output { get; private set; } = string.Empty;

    private protected string Errors { get; private set; } = string.Empty;

    private protected async Task<int> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await new CliApp(new CliConsole(output, error, terminalWidth: null), Access.Connect).RunAsync(arguments, handleSignals: false).WaitAsync(TimeSpan.FromSeconds(30));
        Output = output.ToString().ReplaceLineEndings("\n");
        Errors = error.ToString().ReplaceLineEndings("\n");
        return code;
    }

    private protected Task<NameLease> Register(string name, string uri = "rpc://10.0.0.1:9101/x", int lease = 15, RegisterMode mode = RegisterMode.Replace, params string[] tags) =>
        Access.Server.RegisterAsync(new NameRegistration(name, uri, "s", tags, LeaseSeconds: lease, Mode: mode));
}
