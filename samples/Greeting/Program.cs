using System.CommandLine;
using Greeting.AllInOne;
using Greeting.Client;
using Greeting.Server;
using Samples;

var name = new Option<string?>("--name") { HelpName = "NAME", Description = "whom to greet; asked for where it is not given" };
var root = new RootCommand("The greeting: starts a name server, a server and a client as processes, greets, kills the name server, and greets again.") { name };
root.SetAction((parsed, stop) => AllInOneRole.RunAsync(parsed.GetValue(name), stop));

var server = new Command("server", "Offers the greeter until Ctrl-C. Needs a name server: dotnet run --project src/Rpc.Cli -- ns");
server.SetAction((_, stop) => ServerRole.RunAsync(stop));

var client = new Command("client", "Asks the greeter for a welcome.") { name };
client.SetAction((parsed, stop) => ClientRole.RunAsync(parsed.GetValue(name), stop));

root.Subcommands.Add(server);
root.Subcommands.Add(client);
root.Subcommands.Add(NameServerRole.Command());
return await SampleProgram.RunAsync(root, args);
