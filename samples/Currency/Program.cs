using System.CommandLine;
using Currency;
using Currency.AllInOne;
using Currency.Feed;
using Currency.Fetch;
using Currency.Worker;
using Samples;

var root = new RootCommand("Currency rates: starts a name server, a feed and three workers as processes, fetches rates, and kills a worker in the middle.");
root.SetAction((_, stop) => AllInOneRole.RunAsync(stop));

Option<int> port = Arguments.Number("--port", 0, 65535, 0, "where it listens on this machine; 0 for any free port");
Option<int> delay = Arguments.Number("--delay", 0, 60_000, 100, "how long an answer takes, in milliseconds");
var feed = new Command("feed", "Serves example rates over HTTP until Ctrl-C.") { port, delay };
feed.SetAction((parsed, stop) => FeedRole.RunAsync(parsed.GetValue(port), parsed.GetValue(delay), stop));

var own = new Option<UrlTemplate>("--url-template") { HelpName = "URL", Required = true, Description = "where it fetches rates, with {from} and {to} for the currencies: what the feed prints", CustomParser = Arguments.Template };
var ownOnly = new Option<bool>("--own-template-only") { Description = "refuse calls that name another URL" };
Option<int> patience = Arguments.Number("--timeout", 1, 60_000, 10_000, "how long a feed may take to answer, in milliseconds");
var worker = new Command("worker", "Fetches rates for whoever calls, until Ctrl-C. Needs a name server: dotnet run --project src/Rpc.Cli -- ns") { own, ownOnly, patience };
worker.SetAction((parsed, stop) => WorkerRole.RunAsync(parsed.GetRequiredValue(own), parsed.GetValue(ownOnly), TimeSpan.FromMilliseconds(parsed.GetValue(patience)), stop));

var pairs = new Argument<string[]>("pairs") { HelpName = "PAIR", Description = "what to fetch, as EUR/USD; all of the feed's table where none is given", Arity = ArgumentArity.ZeroOrMore };
var urlTemplate = new Option<string?>("--url-template") { HelpName = "URL", Description = "where the workers are to fetch it; each has a default" };
Option<int> parallel = Arguments.Number("--parallel", 1, 1_000, 32, "how many calls at a time in the second round");
var fetch = new Command("fetch", "Fetches rates one after another, and then many at a time.") { pairs, urlTemplate, parallel };
fetch.SetAction((parsed, stop) => FetchRole.RunAsync(parsed.GetValue(pairs) is { Length: > 0 } given ? given : Pairs.All(), parsed.GetValue(urlTemplate), parsed.GetValue(parallel), stop));

root.Subcommands.Add(feed);
root.Subcommands.Add(worker);
root.Subcommands.Add(fetch);
root.Subcommands.Add(NameServerRole.Command());
return await SampleProgram.RunAsync(root, args);
