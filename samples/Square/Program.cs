using System.CommandLine;
using Samples;
using Square.AllInOne;
using Square.Receiver;
using Square.Transmitter;

var player = new Option<string?>("--player") { HelpName = "NAME", Description = "who plays; your user name by default" };
var root = new RootCommand("The coloured square and its bell: starts a name server and a receiver as processes, and is the transmitter itself.") { player };
root.SetAction((parsed, stop) => AllInOneRole.RunAsync(parsed.GetValue(player), stop));

var name = new Option<string?>("--name") { HelpName = "NAME", Description = "its name in the name server; square, square-2, ... by default" };
var web = new Option<int?>("--web") { HelpName = "PORT", Arity = ArgumentArity.ZeroOrOne, Description = "shows the square on a page of this machine as well, on any free port by default" };
var receive = new Command("receive", "Shows a square until Ctrl-C. Needs a name server: dotnet run --project src/Rpc.Cli -- ns") { name, web };
receive.SetAction((parsed, stop) => ReceiveRole.RunAsync(parsed.GetValue(name), parsed.GetResult(web) is null ? null : parsed.GetValue(web) ?? 0, stop));

var transmit = new Command("transmit", "Asks for orders, and has them carried out by all squares.") { player };
transmit.SetAction((parsed, stop) => TransmitRole.RunAsync(parsed.GetValue(player), stop));

root.Subcommands.Add(receive);
root.Subcommands.Add(transmit);
root.Subcommands.Add(NameServerRole.Command());
return await SampleProgram.RunAsync(root, args);
