using System.Collections.Concurrent;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What stands before every handler of a server.</summary>
public abstract class InterceptorSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly ConcurrentQueue<string> _seen = new();

    protected override RpcServerOptions ServerOptions
    {
        get
        {
            RpcServerOptions options = base.ServerOptions;
            options.Interceptors.Add(new Interceptor(this, "outer"));
            options.Interceptors.Add(new Interceptor(this, "inner"));
            return options;
        }
    }

    /// <summary>What an interceptor does before and after, by the method's name and the interceptor's.</summary>
    private Func<CallContext, string, Func<ValueTask>, ValueTask> Act { get; set; } = static (_, _, next) => next();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_call_passes_all_of_them_in_order(bool awaits)
    {
        ICounter proxy = Serve<ICounter>(new Counter(0));
        Act = async (context, name, next) =>
        {
            if (awaits)
            {
                await Task.Delay(1);
            }

            _seen.Enqueue($"{name} before");
            await next();
            _seen.Enqueue($"{name} after");
        };
        Assert.Equal(1, proxy.Add(1));
        Assert.Equal(["outer before", "inner before", "inner after", "outer after"], _seen);
        Assert.Equal(2, await proxy.AddAsync(1).Within());
        Assert.Equal(Enumerable.Range(3, 30), await proxy.Count(30).ToListAsync());
        proxy.Note(1);
        Assert.Equal(35, proxy.Number + proxy.Add(2));
        await Patience.UntilAsync(() => _seen.Count == 24, "all six calls have passed");
    }

    [Fact]
    public async Task Handlers_may_block_and_call_back_behind_interceptors_that_await()
    {
        Act = static async (_, _, next) =>
        {
            await Task.Yield();
            await next();
        };
        IHeaders proxy = Serve<IHeaders>(new Headers());
        using CallScope scope = CallScope.Begin(new CallOptions { CorrelationId = "kept" });
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("kept", await proxy.ThroughAsync(new Headers(), afterAwait: false).Within());
        }
    }

    [Fact]
    public async Task One_that_throws_before_the_handler_refuses_the_call()
    {
        var counter = new Counter(0);
        ICounter proxy = Serve<ICounter>(counter);
        Act = static (context, name, next) => name == "inner" && context.Method.Contains("Add(", StringComparison.Ordinal)
            ? throw new RpcException(RpcStatus.FailedPrecondition, "Not on Sundays.")
            : next();
        RpcException refused = Assert.Throws<RpcException>(() => proxy.Add(1));
        Assert.Equal((RpcStatus.FailedPrecondition, "Not on Sundays.", RpcOutcome.NotExecuted), (refused.Status, refused.Message, refused.Outcome));
        Assert.Equal(0, counter.Value);
        Assert.Equal(1, await proxy.AddAsync(1).Within());
    }

    [Fact]
    public async Task One_that_throws_after_the_handler_takes_the_answers_place()
    {
        var counter = new Counter(0);
        ICounter proxy = Serve<ICounter>(counter);
        Act = static async (_, _, next) =>
        {
            await next();
            throw new InvalidOperationException("Too late.");
        };
        Assert.Equal("Too late.", Assert.Throws<InvalidOperationException>(() => proxy.Add(1)).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => proxy.AddAsync(1).Within());
        Assert.Equal(2, counter.Value);
    }

    [Fact]
    public async Task They_see_failures_and_may_say_them_otherwise_but_not_keep_them()
    {
        IHeaders proxy = Serve<IHeaders>(new Headers());
        Act = static async (_, name, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException exception) when (name == "inner")
            {
                throw new RpcException(RpcStatus.Aborted, $"Said otherwise: {exception.Message}");
            }
        };
        RpcException said = Assert.Throws<RpcException>(() => proxy.Fail("a", "b"));
        Assert.Equal((RpcStatus.Aborted, "Said otherwise: as wanted", RpcOutcome.Completed), (said.Status, said.Message, said.Outcome));
        Act = static async (_, _, next) =>
        {
            try
            {
                await next();
            }
            catch (InvalidOperationException)
            {
            }
        };
        RpcException kept = await Assert.ThrowsAsync<RpcException>(() => Patience.Block(() => proxy.Fail("a", "b")));
        Assert.Equal(RpcStatus.Internal, kept.Status);
    }

    [Fact]
    public async Task They_add_headers_to_the_answer_after_the_handler()
    {
        ICounter proxy = Serve<ICounter>(new Counter(0));
        Act = static async (context, name, next) =>
        {
            await next();
            context.ResponseHeaders[name] = "was here";
        };
        using CallScope scope = CallScope.Begin(new CallOptions());
        Assert.Equal(1, await proxy.AddAsync(1).Within());
        Assert.Equal(("was here", "was here"), (scope.ResponseHeaders["inner"], scope.ResponseHeaders["outer"]));
    }

    [Fact]
    public void Next_can_be_called_once()
    {
        var counter = new Counter(0);
        ICounter proxy = Serve<ICounter>(counter);
        Act = static async (_, _, next) =>
        {
            await next();
            await next();
        };
        Assert.Contains("second time", Assert.Throws<InvalidOperationException>(() => proxy.Add(1)).Message, StringComparison.Ordinal);
        Assert.Equal(1, counter.Value);
    }

    [Fact]
    public async Task Handlers_run_where_a_synchronization_context_says()
    {
        using var context = new OneThread();
        var counter = new Counter(0);
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(counter, options: new ObjectOptions { SynchronizationContext = context }));
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Patience.Block(() => proxy.AddBlocking(i % 2)))).Within();
        Assert.True(context.Runs >= 60);
        Assert.Equal(30, counter.Value);
    }

    private sealed class Interceptor(InterceptorSuite suite, string name) : IRpcServerInterceptor
    {
        public ValueTask InvokeAsync(CallContext context, Func<ValueTask> next) => suite.Act(context, name, next);
    }

    /// <summary>Runs what is posted on one thread, as a user interface does.</summary>
    private sealed class OneThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
        private int _runs;

        public OneThread() => new Thread(Run) { IsBackground = true }.Start();

        public int Runs => Volatile.Read(ref _runs);

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public void Dispose() => _posted.CompleteAdding();

        private void Run()
        {
            foreach ((SendOrPostCallback callback, object? state) in _posted.GetConsumingEnumerable())
            {
                Interlocked.Increment(ref _runs);
                callback(state);
            }
        }
    }
}
