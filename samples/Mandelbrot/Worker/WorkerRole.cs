using Mandelbrot.Contract;
using Rpc;

namespace Mandelbrot.Worker;

/// <summary>Computes rows for whoever asks, until Ctrl-C. Start as many as there are cores.</summary>
internal static class WorkerRole
{
    /// <summary>What a worker prints when it is on the list.</summary>
    public const string Ready = "worker ";

    /// <summary>What it prints when it is off the list again, and has computed what it had begun.</summary>
    public const string Ended = "stopped ";

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        await using var server = new RpcServer();
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0", stop);
        var computer = new BandComputer();

        // One band at a time, so a worker is one core's work; a band that comes meanwhile waits here.
        RemoteUri uri = server.Add<IMandelbrot>(computer, options: new ObjectOptions { Concurrency = Concurrency.Serial });
        string name = WorkerNames.Next();
        var listed = new PublishOptions
        {
            Tags = [WorkerNames.Tag],
            Lease = TimeSpan.FromSeconds(5),                                // a worker that was killed is off the list after 5 s instead of 15
        };
        await server.PublishAsync(name, uri, listed, stop);
        Console.WriteLine($"{Ready}{name} at {address}");
        await server.RunAsync(stop);
        Console.WriteLine($"{Ended}{name}: {computer.Rows} rows computed");
        return 0;
    }
}
