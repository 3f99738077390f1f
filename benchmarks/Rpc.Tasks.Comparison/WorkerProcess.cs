using System.Diagnostics;
using System.Globalization;
using Rpc.Tasks.Worker;

namespace Rpc.Tasks.Comparison;

/// <summary>This program once more, as a worker; it ends when its input does.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const string Ready = "ready";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Starts one, and waits until it takes tasks.</summary>
    public static async Task<WorkerProcess> StartAsync(Place place, int concurrency)
    {
        string[] arguments = ["--worker", "--backend", place.Backend, "--folder", place.Folder, "--concurrency", concurrency.ToString(CultureInfo.InvariantCulture)];
        string[] places = [.. Option("--amqp", place.Amqp), .. Option("--postgres", place.Postgres), .. Option("--hub", place.Hub)];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. arguments, .. places]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var worker = new WorkerProcess(Process.Start(start)!);
        if (await worker._process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) != Ready)
        {
            await worker.DisposeAsync();
            throw new InvalidOperationException("The worker did not start.");
        }

        return worker;
    }

    /// <summary>Works until the input ends.</summary>
    public static async Task WorkAsync(Place place, int concurrency)
    {
        await using RpcTasks tasks = await place.OpenAsync();
        await using TaskWorker worker = await Place.StartWorkerAsync(tasks, concurrency);
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string[] Option(string name, string? value) => value is null ? [] : [name, value];
}
