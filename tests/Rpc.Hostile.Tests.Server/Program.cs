using Rpc;
using Rpc.Hostile.Tests.Server;

// Prints its object's URI, then answers each line of its input: "state" with its heap and open connections, after printing what was logged.
using var gauge = new ConnectionGauge();
using var log = new RecordingLogger();
await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = log, Limits = new RpcLimits { HandshakeTimeout = TimeSpan.FromSeconds(5) } });
await server.ListenAsync("rpc://127.0.0.1:0");
Console.WriteLine($"URI {server.Add<ITarget>(new Target(), "target")}");
int asked = 0;
while (await Console.In.ReadLineAsync() is not null)
{
    await using var output = new StreamWriter(Console.OpenStandardOutput());
    foreach (LogLine line in log.Take())
    {
        await output.WriteLineAsync(line.ToString());
    }

    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
    GC.WaitForPendingFinalizers();
    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
    await output.WriteLineAsync($"STATE {++asked} {GC.GetTotalMemory(true)} {gauge.Open} {Environment.WorkingSet}");
}
