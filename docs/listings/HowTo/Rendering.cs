using Rpc;

namespace Listings.HowTo;

#region contract
[Remote]
public interface IRenderer
{
    [Idempotent]                                                           // rendered twice is as good as once: so a lost answer is asked for again
    Task<string> RenderAsync(int page, CancellationToken cancellationToken = default);
}
#endregion

#region renderer
public sealed class Renderer(string machine) : IRenderer
{
    public async Task<string> RenderAsync(int page, CancellationToken cancellationToken = default)
    {
        await Task.Delay(10, cancellationToken);                           // the work
        return $"page {page} by {machine}";
    }
}
#endregion

/// <summary>The programs of docs/how-to/spread-work.md.</summary>
public static class Rendering
{
    public static async Task WorkAsync(string machine, CancellationToken stoppingToken)
    {
        #region worker
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await server.PublishAsync<IRenderer>("renderer", new Renderer(machine), new PublishOptions
        {
            Mode = RegisterMode.Add,                                       // joins those that are there; the default takes their place
            Tags = ["renderer", "colour"],
            Weight = Environment.ProcessorCount,                           // a machine with twice the cores gets twice the pages
        });
        await server.RunAsync(stoppingToken);
        #endregion
    }

    public static async Task<string[]> RenderAsync(int pages, CancellationToken cancellationToken)
    {
        #region caller
        await using var client = new RpcClient();
        IRenderer renderer = client.Get<IRenderer>("rpcname:renderer");    // all of them: each call chooses one
        string[] rendered = new string[pages];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, pages),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
            async (page, stop) => rendered[page] = await renderer.RenderAsync(page, stop));
        #endregion
        return rendered;
    }

    public static async Task ColourAsync(RpcClient client)
    {
        #region tags
        IRenderer colour = client.Get<IRenderer>("rpcmeta:renderer,colour");           // those that have both tags, under whatever name
        IRenderer inTurn = RemoteProxy.With(colour, new ProxyOptions { Balancing = Balancing.RoundRobin });
        Console.WriteLine(await inTurn.RenderAsync(1));                    // page 1 by a
        #endregion
    }
}
