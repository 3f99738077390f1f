using System.CommandLine;
using Chain;
using Samples;

var laps = new Option<int>("--laps") { HelpName = "N", DefaultValueFactory = _ => 20, Description = "how often the long journey goes around" };
var root = new RootCommand("The chain of objects that call each other: starts a name server and three nodes as processes, and sends journeys around.") { laps };
root.SetAction((parsed, stop) => AllInOneRole.RunAsync(parsed.GetValue(laps), stop));

var name = new Argument<string>("name") { Description = "its name" };
var next = new Option<string>("--next") { HelpName = "NAME", Required = true, Description = "whom it passes journeys on to" };
var node = new Command("node", "One node of the chain, until Ctrl-C. Needs a name server: dotnet run --project src/Rpc.Cli -- ns") { name, next };
node.SetAction((parsed, stop) => NodeRole.RunAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(next), stop));

var start = new Argument<string>("start") { Description = "the node that sends it" };
var goLaps = new Option<int>("--laps") { HelpName = "N", DefaultValueFactory = _ => 1, Description = "how often it goes around" };
var go = new Command("go", "Asks a node to send a journey around, and prints its path.") { start, goLaps };
go.SetAction((parsed, stop) => GoRole.RunAsync(parsed.GetRequiredValue(start), parsed.GetValue(goLaps), stop));

foreach (Option<int> number in new[] { laps, goLaps })
{
    number.Validators.Add(given =>
    {
        // What is no number at all is told by the option itself.
        if (given.Tokens.Any(token => int.TryParse(token.Value, out int value) && value < 1))
        {
            given.AddError("--laps must be 1 or more.");
        }
    });
}

root.Subcommands.Add(node);
root.Subcommands.Add(go);
root.Subcommands.Add(NameServerRole.Command());
return await SampleProgram.RunAsync(root, args);
