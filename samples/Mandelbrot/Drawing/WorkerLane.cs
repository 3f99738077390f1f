using Mandelbrot.Contract;
using Rpc;

namespace Mandelbrot.Drawing;

/// <summary>One worker, kept busy for as long as it is listed and answers.</summary>
internal sealed class WorkerLane(string name, string uri, RpcClient client, PictureDrawing drawing) : IDisposable
{
    // The worker computes one while the next one waits there, so it never waits for the network.
    private const int BandsAtATime = 2;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    // By address, which the list has told: no name server is needed for a call.
    private readonly RemoteUri _uri = RemoteUri.Parse(uri);
    private readonly IMandelbrot _worker = client.Get<IMandelbrot>(uri);
    private readonly CancellationTokenSource _left = new();

    public string Name => name;

    public string Uri => uri;

    /// <summary>It is not listed any more: it gets no further band. What it computes it may end.</summary>
    public void Leave() => _left.Cancel();

    /// <summary>Ends when all is done, when the worker has left, and when it turns out to be none.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var listed = CancellationTokenSource.CreateLinkedTokenSource(_left.Token, stop);
        while (await WorkAsync(listed.Token, stop) is { } failure)
        {
            bool mayPass = failure is RpcException { Status: RpcStatus.Unavailable or RpcStatus.DeadlineExceeded or RpcStatus.ResourceExhausted or RpcStatus.Cancelled };
            drawing.Lose(this, mayPass ? $"lost {name}: {failure.Message}" : $"left out {name}: {failure.Message}");
            if (!mayPass || !await AnswersAgainAsync(listed.Token))
            {
                return;
            }

            drawing.Find(this, $"{name} answers again");
        }
    }

    public void Dispose() => _left.Dispose();

    /// <summary>Works until there is nothing left to do for this worker; gives the failure where that is the reason.</summary>
    private async Task<Exception?> WorkAsync(CancellationToken listed, CancellationToken stop)
    {
        using var going = CancellationTokenSource.CreateLinkedTokenSource(listed);
        Exception?[] ends = await Task.WhenAll(Enumerable.Range(0, BandsAtATime).Select(_ => OneAfterAnotherAsync(going, stop)));
        return Array.Find(ends, end => end is not null);
    }

    private async Task<Exception?> OneAfterAnotherAsync(CancellationTokenSource going, CancellationToken stop)
    {
        while (await drawing.Bands.TakeAsync(going.Token) is { } band)
        {
            try
            {
                drawing.Put(name, band, await _worker.ComputeAsync(drawing.View, band, stop));
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                drawing.Bands.Return(band);
                await going.CancelAsync();
                return failure;
            }
        }

        return null;
    }

    // It may be listed for some seconds after its death; and a network may come back.
    private async Task<bool> AnswersAgainAsync(CancellationToken listed)
    {
        while (!listed.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_pause, listed);
                await client.PingAsync(_uri, listed);
                return true;
            }
            catch (Exception failure) when (failure is RpcException or OperationCanceledException)
            {
                // Not yet.
            }
        }

        return false;
    }
}
