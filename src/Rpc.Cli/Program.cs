using Rpc.Cli;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;

var console = new CliConsole(Console.Out, Console.Error, Console.IsOutputRedirected ? null : Console.WindowWidth);
return await new CliApp(console, options => new RpcAccess(options)).RunAsync(args).ConfigureAwait(false);
