using System.Globalization;
using System.Runtime.InteropServices;

namespace Rpc.Soak.Tests.Node;

/// <summary>Serves <see cref="IWork"/>, publishes it, and tells its state when asked by a line of its input.</summary>
internal static class ServerNode
{
    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string journalPath, string ns, string port, string name)
    {
        // Lives as long as the process, whose input may be read until then.
        var gauge = new ConnectionGauge();
        using var journal = new Journal(journalPath);
        await using var server = new RpcServer(new RpcServerOptions
        {
            NameServers = [RemoteUri.Parse(ns)],
            DrainTimeout = s_drain,
            Limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(700) },
        });
        RemoteUri uri = RemoteUri.ForHost("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));
        await Listening.RetryAsync(() => server.ListenAsync(uri));
        var work = new Work(journal);
        server.Add<IWork>(work, "work");
        using var ended = new CancellationTokenSource();
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            ended.Cancel();
        });
        Task publishing = PublishAsync(server, name, work, ended.Token);
        // Reading the console blocks its thread, whatever its name says.
        var answering = Task.Run(() => AnswerAsync(() => gauge.Open));
        Console.WriteLine("READY");
        await Task.WhenAny(answering, Task.Delay(Timeout.Infinite, ended.Token));
        await ended.CancelAsync();
        await publishing;
        await server.StopAsync();
        Console.WriteLine("STOPPED");
        return 0;
    }

    /// <summary>Until a name server takes it: it may be dead just now.</summary>
    private static async Task PublishAsync(RpcServer server, string name, IWork work, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await server.PublishAsync(name, work, new PublishOptions { Lease = s_lease }, ended);
                Console.WriteLine("PUBLISHED");
                return;
            }
            catch (Exception error) when (error is RpcException or OperationCanceledException)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private static async Task AnswerAsync(Func<int> open)
    {
        for (int asked = 1; await Console.In.ReadLineAsync() is not null; asked++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"STATE {asked} {GC.GetTotalMemory(false)} {open()}"));
        }
    }
}
