using System.Collections.Concurrent;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What runs around calls on their way out.</summary>
public sealed class InterceptorTests() : RpcTest(TestTransport.Tcp)
{
    private readonly Delivery _delivery = new();
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task Every_kind_of_call_passes_all_interceptors_in_order_and_shows_its_result()
    {
        IDelivery proxy = Through(new Recorder("a", _seen), new Recorder("b", _seen));
        Assert.Equal("sync", await Patience.Block(() => proxy.Run("sync")));
        Assert.Equal(["a>Run(string)", "b>Run(string)", "b<sync", "a<sync"], Taken());
        Assert.Equal("async", await proxy.AskAsync("async").Within());
        Assert.Equal(["a>AskAsync(string)", "b>AskAsync(string)", "b<async", "a<async"], Taken());
        proxy.Note(1);
        await proxy.NoteAsync(2).Within();
        Assert.Equal(8, Taken().Length);
        Assert.Equal([0, 1], await proxy.Items("items", 2).ToListAsync());
        Assert.Equal(["a>Items(string,int)", "b>Items(string,int)", "b<", "a<"], Taken());
        await using Stream body = await proxy.LoadAsync("body").Within();
        Assert.Equal(4, Taken().Length);
        await using RpcBatch batch = Client.CreateBatch(proxy);
        batch.Add(DeliveryCalls.Ask("one"));
        await batch.SendAsync().AsTask().Within();
        Assert.Equal(["a>batch of 1 calls", "b>batch of 1 calls", "b<", "a<"], Taken());
        await Patience.UntilAsync(() => _delivery.Notes.Length == 2, "the one-way calls ran");
    }

    [Fact]
    public async Task An_interceptor_may_refuse_fail_and_try_again_by_itself()
    {
        IDelivery proxy = Through(new Guard());
        Assert.Throws<UnauthorizedAccessException>(() => proxy.Run("forbidden"));
        Assert.Equal(0, _delivery.RunsOf("forbidden"));
        _delivery.During = static (_, run) => run < 3 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        Assert.Equal("again", await proxy.RunAsync("again").Within());
        Assert.Equal(3, _delivery.RunsOf("again"));
        RpcException failure = await Assert.ThrowsAsync<RpcException>(() => proxy.RunAsync("swallowed").Within());
        Assert.Equal((RpcStatus.Internal, RpcOutcome.NotExecuted), (failure.Status, failure.Outcome));
        Assert.Contains("await next", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_happen_inside_of_the_interceptors()
    {
        IDelivery proxy = Through(new Recorder("a", _seen));
        _delivery.During = (_, run) =>
        {
            if (run == 1)
            {
                Array.ForEach([.. Server.Connections], static c => c.End("a test ends it"));
            }

            return Task.CompletedTask;
        };
        Assert.Equal("k", await proxy.AskAsync("k").Within());
        Assert.Equal(2, _delivery.RunsOf("k"));
        Assert.Equal(["a>AskAsync(string)", "a<k"], Taken());
    }

    private IDelivery Through(params IRpcClientInterceptor[] interceptors)
    {
        var options = new RpcClientOptions();
        foreach (IRpcClientInterceptor interceptor in interceptors)
        {
            options.Interceptors.Add(interceptor);
        }

        return NewClient(options).Get<IDelivery>(Server.Add<IDelivery>(_delivery));
    }

    private string[] Taken()
    {
        string[] taken = [.. _seen];
        _seen.Clear();
        return taken;
    }

    private sealed class Recorder(string name, ConcurrentQueue<string> seen) : IRpcClientInterceptor
    {
        public async ValueTask InvokeAsync(ClientCall call, Func<ValueTask> next)
        {
            Assert.EndsWith("IDelivery", call.Contract.Name, StringComparison.Ordinal);
            Assert.StartsWith("rpc://", call.Uri, StringComparison.Ordinal);
            seen.Enqueue($"{name}>{call.Method.Signature}");
            await next();
            seen.Enqueue($"{name}<{call.Result}");
        }
    }

    /// <summary>Judges by the first argument's place in the method's story: refuses, repeats, swallows.</summary>
    private sealed class Guard : IRpcClientInterceptor
    {
        private int _calls;

        public async ValueTask InvokeAsync(ClientCall call, Func<ValueTask> next)
        {
            switch (Interlocked.Increment(ref _calls))
            {
                case 1:
                    throw new UnauthorizedAccessException("not here");
                case 2:
                    for (int attempt = 1; ; attempt++)
                    {
                        try
                        {
                            await next();
                            return;
                        }
                        catch (InvalidOperationException) when (attempt < 3)
                        {
                        }
                    }

                default:
                    return;
            }
        }
    }
}
