using Rpc;
using Rpc.Hostile.Tests.Server;

// Arguments: limits as Name=value, times in milliseconds; "counts" to keep no lines of the log. Prints its object's URI, then answers each line of its input:
// "figures" with its figures in one line of JSON, any other with its heap and open connections, after printing what was logged.
using var figures = new Figures();
using var log = new RecordingLogger { KeepsLines = !args.Contains("counts") };
var target = new Target();
await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = log, Limits = LimitArguments.Read(args) });
await server.ListenAsync("rpc://127.0.0.1:0");
Console.WriteLine($"URI {server.Add<ITarget>(target, "target")}");

// Once before any attack: what it needs is loaded then, and a process without descriptors loads nothing.
_ = figures.ToJson(log, target);
int asked = 0;
while (await Console.In.ReadLineAsync() is { } line)
{
    if (line == "figures")
    {
        Console.WriteLine($"FIGURES {++asked} {figures.ToJson(log, target)}\nEND {asked};");
        continue;
    }

    await using var output = new StreamWriter(Console.OpenStandardOutput());
    foreach (LogLine logged in log.Take())
    {
        await output.WriteLineAsync(logged.ToString());
    }

    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
    GC.WaitForPendingFinalizers();
    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
    await output.WriteLineAsync($"STATE {++asked} {GC.GetTotalMemory(true)} {figures.Connections} {Environment.WorkingSet}");
}
