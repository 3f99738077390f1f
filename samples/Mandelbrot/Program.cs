using System.CommandLine;
using Mandelbrot.AllInOne;
using Mandelbrot.Drawing;
using Mandelbrot.Worker;
using Samples;

var output = new Option<FileInfo>("--output") { HelpName = "FILE", DefaultValueFactory = _ => new FileInfo("mandelbrot.png"), Description = "the picture" };
var root = new RootCommand("The Mandelbrot set, computed by worker processes: starts a name server and workers, lets workers come and go while it draws, and measures what they gain.") { output };
root.SetAction((parsed, stop) => AllInOneRole.RunAsync(parsed.GetRequiredValue(output), stop));

var worker = new Command("worker", "Computes rows for whoever asks, until Ctrl-C. Start as many as there are cores. Needs a name server: dotnet run --project src/Rpc.Cli -- ns");
worker.SetAction((_, stop) => WorkerRole.RunAsync(stop));

var view = new ViewOptions();
var alone = new Option<bool>("--alone") { DefaultValueFactory = _ => true, Description = "afterwards draw it once more without workers, for the speed-up; --alone false for not" };
var draw = new Command("draw", "Draws a picture with all workers that there are, whenever they come and go.") { output, alone };
view.AddTo(draw);
draw.SetAction((parsed, stop) => DrawRole.RunAsync(view.Of(parsed.CommandResult), parsed.GetRequiredValue(output), parsed.GetValue(alone), stop));

root.Subcommands.Add(worker);
root.Subcommands.Add(draw);
root.Subcommands.Add(NameServerRole.Command());

return await SampleProgram.RunAsync(root, args);
