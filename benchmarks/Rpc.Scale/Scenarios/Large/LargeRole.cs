using System.Diagnostics;
using Rpc.Scale.Contracts;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Large;

/// <summary>One connection: small calls alone, then beside large ones that follow each other without a pause.</summary>
internal sealed class LargeRole : IClientRole
{
    public string Name => "large";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        IScaleService service = client.Get<IScaleService>(run.Endpoint);
        byte[] body = Body.Make(run.Bytes);
        await CheckWholeAsync(service, body);
        await SmallAsync(service, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();

        Readings readings = [];
        readings.AddLatencies("alone ", await SmallAsync(service, run.Duration));
        await BesideAsync("upload", async () => CheckLength(body, await service.UploadAsync(body)));
        await BesideAsync("download", async () => Body.CheckEnds(body, await service.DownloadAsync(body.Length)));
        await BesideAsync("echo", async () => Body.CheckEnds(body, await service.EchoAsync(body)));
        await BesideAsync("body up", async () => CheckLength(body, (int)await service.StoreAsync(new MemoryStream(body, writable: false))));
        await BesideAsync("body down", async () => CheckLength(body, await ReadAsync(service, body.Length)));
        await Task.Yield();
        Lines.Say(readings);

        async Task BesideAsync(string direction, Func<Task> large)
        {
            Task<double> rate = Task.Run(() => RepeatAsync(large, CallLoop.EndAfter(run.Duration)));
            readings.AddLatencies(direction + " ", await SmallAsync(service, run.Duration));
            readings[direction + " rate"] = await rate * run.Bytes / 1e6;
        }
    }

    private static async Task CheckWholeAsync(IScaleService service, byte[] body)
    {
        CheckLength(body, await service.UploadAsync(body));
        Body.CheckAll(body, await service.DownloadAsync(body.Length));
        Body.CheckAll(body, await service.EchoAsync(body));
    }

    private static async Task<int> ReadAsync(IScaleService service, int length)
    {
        await using Stream body = await service.LoadAsync(length);
        byte[] buffer = new byte[64 * 1024];
        int whole = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0; whole += read)
        {
            // Only counted.
        }

        return whole;
    }

    private static async Task<LatencyHistogram> SmallAsync(IScaleService service, TimeSpan length)
    {
        using Recorder recorder = new();
        await CallLoop.RunAsync(service.AddAsync, recorder, CallLoop.EndAfter(length));
        return recorder.Sum();
    }

    /// <returns>Calls per second.</returns>
    private static async Task<double> RepeatAsync(Func<Task> large, long end)
    {
        long start = Stopwatch.GetTimestamp();
        int count = 0;
        do
        {
            await large();
            count++;
        }
        while (Stopwatch.GetTimestamp() < end);

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void CheckLength(byte[] body, int length)
    {
        if (length != body.Length)
        {
            throw new InvalidOperationException($"{body.Length} bytes arrived as {length}.");
        }
    }
}
