using Rpc.Cli;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;
using Spectre.Console;

bool isTerminal = !Console.IsOutputRedirected;
Capabilities terminal = AnsiConsole.Profile.Capabilities;
var console = new CliConsole(
    Console.Out,
    Console.Error,
    isTerminal ? Console.WindowWidth : null,
    isTerminal && terminal.Ansi && terminal.ColorSystem != ColorSystem.NoColors,
    Console.IsInputRedirected || Console.IsErrorRedirected ? null : Console.In);
return await new CliApp(console, options => new RpcAccess(options)).RunAsync(args).ConfigureAwait(false);
