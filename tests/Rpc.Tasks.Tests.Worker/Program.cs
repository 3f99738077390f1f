using System.Globalization;
using System.Runtime.InteropServices;
using Rpc.Tasks;
using Rpc.Tasks.Tests.Worker;
using Rpc.Tasks.Worker;

// Rpc.Tasks.Tests.Worker BACKEND CONCURRENCY [DRAIN-SECONDS]: works until it is told to stop, and ends with 0 when it did so in order.
var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.TrySetResult();
});
await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.Use(args[0]));
await using TaskWorker worker = await tasks.StartWorkerAsync(options =>
{
    options.Handle<IJob>(new Job());
    options.Concurrency = int.Parse(args[1], CultureInfo.InvariantCulture);
    options.Lease = TimeSpan.FromSeconds(5);
    options.Heartbeat = TimeSpan.FromSeconds(1);
    options.StopTimeout = TimeSpan.FromSeconds(1);
    options.DrainTimeout = TimeSpan.FromSeconds(args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 30);
});
Console.WriteLine("joined");
await stop.Task;
Console.WriteLine($"stopping with {worker.Running}");
await worker.DisposeAsync();
Console.WriteLine($"stopped, {worker.Ended} ended, {worker.Stale} too late");
