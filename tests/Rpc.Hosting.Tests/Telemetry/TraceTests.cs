using System.Diagnostics;
using Rpc.Hosting.Tests.Contracts;
using Rpc.Tasks;
using Rpc.Tests.Shared;

namespace Rpc.Hosting.Tests.Telemetry;

/// <summary>The traces of calls, seen by a listener of this process. Nothing else runs meanwhile, because a listener hears of every call of its process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class TraceTests
{
    private const string Contract = "Rpc.Hosting.Tests.Contracts.IGreeter";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_is_a_client_span_and_a_server_span_below_it_with_the_attributes_of_the_conventions(bool blocking)
    {
        await using var place = await ServedGreeter.StartAsync("rpc://127.0.0.1:0");
        using var recorded = new Recorded("Rpc.Runtime");
        string method = blocking ? "Greet" : "GreetAsync";
        string answer = blocking ? place.Greeter.Greet("Ali") : await place.Greeter.GreetAsync("Ali", Token);
        Assert.Equal("Hi Ali from 1", answer);
        await recorded.EndedAsync(2);
        Activity client = recorded.One(ActivityKind.Client, $"{Contract}/{method}");
        Activity server = recorded.One(ActivityKind.Server, $"{Contract}/{method}");
        Assert.Equal(recorded.Root.SpanId, client.ParentSpanId);
        Assert.Equal(client.SpanId, server.ParentSpanId);
        Assert.True(server.HasRemoteParent);
        foreach (Activity one in new[] { client, server })
        {
            Assert.Equal("Rpc.Runtime", one.Source.Name);
            Assert.Equal("rpc.net", one.GetTagItem("rpc.system.name"));
            Assert.Equal($"{Contract}/{method}", one.GetTagItem("rpc.method"));
            Assert.Equal("OK", one.GetTagItem("rpc.status_code"));
            Assert.Null(one.GetTagItem("error.type"));
            Assert.Equal("127.0.0.1", one.GetTagItem("server.address"));
            Assert.Equal(place.Address.Port, one.GetTagItem("server.port"));
            Assert.Equal("127.0.0.1", one.GetTagItem("network.peer.address"));
            Assert.True((int)one.GetTagItem("network.peer.port")! > 0);
            Assert.Equal(ActivityStatusCode.Unset, one.Status);
        }

        Assert.Equal(client.GetTagItem("rpc.correlation_id"), server.GetTagItem("rpc.correlation_id"));
        Assert.DoesNotContain(client.TagObjects.Concat(server.TagObjects), static tag => tag.Key is "rpc.service" or "rpc.system");
        Assert.Same(recorded.Root, Activity.Current);
    }

    [Fact]
    public async Task Failures_are_errors_of_whoever_can_mend_them()
    {
        await using var place = await ServedGreeter.StartAsync("rpc+mem://traced-failures");
        using var recorded = new Recorded("Rpc.Runtime");
        await Assert.ThrowsAsync<DivideByZeroException>(() => place.Greeter.DivideAsync(1, 0));
        await Assert.ThrowsAsync<RpcException>(() => place.Greeter.RefuseAsync("not now"));
        await recorded.EndedAsync(4);
        Check(recorded.One(ActivityKind.Client, $"{Contract}/DivideAsync"), "UNKNOWN", "System.DivideByZeroException");
        Check(recorded.One(ActivityKind.Server, $"{Contract}/DivideAsync"), "UNKNOWN", "System.DivideByZeroException");
        Check(recorded.One(ActivityKind.Client, $"{Contract}/RefuseAsync"), "FAILED_PRECONDITION", "FAILED_PRECONDITION");
        Check(recorded.One(ActivityKind.Server, $"{Contract}/RefuseAsync"), "FAILED_PRECONDITION", null);

        static void Check(Activity activity, string status, string? error)
        {
            Assert.Equal(status, activity.GetTagItem("rpc.status_code"));
            Assert.Equal(error, activity.GetTagItem("error.type"));
            Assert.Equal(error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, activity.Status);
        }
    }

    [Fact]
    public async Task A_call_that_nobody_answers_is_a_client_span_that_says_so()
    {
        await using var client = new RpcClient(new RpcClientOptions { Proxy = new ProxyOptions { Retry = RetryOptions.None } });
        using var recorded = new Recorded("Rpc.Runtime");
        await Assert.ThrowsAsync<RpcException>(() => client.Get<IGreeter>("rpc+mem://traced-nobody/greeter").GreetAsync("Ali", Token));
        Activity call = Assert.Single(await recorded.EndedAsync(1));
        Assert.Equal(("UNAVAILABLE", "UNAVAILABLE", "traced-nobody"), (call.GetTagItem("rpc.status_code"), call.GetTagItem("error.type"), call.GetTagItem("server.address")));
        Assert.Null(call.GetTagItem("network.peer.address"));
    }

    [Fact]
    public async Task A_callback_is_below_the_call_that_it_is_made_in()
    {
        await using var place = await ServedGreeter.StartAsync("rpc://127.0.0.1:0");
        using var recorded = new Recorded("Rpc.Runtime");
        Assert.Equal("Hi Bea", await place.Greeter.AskBackAsync(new Caller()));
        await recorded.EndedAsync(4);
        Activity outer = recorded.One(ActivityKind.Server, $"{Contract}/AskBackAsync");
        Activity back = recorded.One(ActivityKind.Client, $"{Contract}Caller/NameAsync");
        Assert.Equal(outer.SpanId, back.ParentSpanId);
        Assert.Equal(back.SpanId, recorded.One(ActivityKind.Server, $"{Contract}Caller/NameAsync").ParentSpanId);
    }

    [Theory]
    [InlineData(int.MaxValue, "OK")]
    [InlineData(2, "CANCELLED")]
    public async Task A_stream_is_a_span_from_its_first_item_to_its_end(int taken, string status)
    {
        await using var place = await ServedGreeter.StartAsync("rpc://127.0.0.1:0");
        using var recorded = new Recorded("Rpc.Runtime");
        int seen = 0;
        await foreach (int item in place.Greeter.CountUpAsync(100_000, Token))
        {
            Assert.DoesNotContain(recorded.Ended, static activity => activity.Kind == ActivityKind.Client);
            Assert.Same(recorded.Root, Activity.Current);
            if (++seen == Math.Min(taken, 1_000) && taken < int.MaxValue)
            {
                break;
            }

            Assert.Equal(seen, item);
        }

        await recorded.EndedAsync(2);
        Activity client = recorded.One(ActivityKind.Client, $"{Contract}/CountUpAsync");
        Assert.Equal((status, null), (client.GetTagItem("rpc.status_code"), client.GetTagItem("error.type")));
        Assert.Equal(client.SpanId, recorded.One(ActivityKind.Server, $"{Contract}/CountUpAsync").ParentSpanId);
    }

    [Fact]
    public async Task One_way_calls_batches_and_calls_in_json_have_their_spans_too()
    {
        await using var place = await ServedGreeter.StartAsync("rpc://127.0.0.1:0");
        using var recorded = new Recorded("Rpc.Runtime");
        await place.Greeter.NoteAsync("hello");
        await recorded.EndedAsync(2);
        await using (RpcBatch batch = place.Client.CreateBatch(place.Greeter))
        {
            BatchResult<string> result = batch.Add(GreeterCalls.Greet("Ali"));
            await batch.SendAsync(cancellationToken: Token);
            Assert.Equal("Hi Ali from 1", result.Value);
        }

        await recorded.EndedAsync(5);
        await place.Client.CallJsonAsync(place.Uri, "Greet(string)", "[\"Ali\"]", Token);
        await recorded.EndedAsync(7);
        Assert.Equal(2, recorded.Ended.Count(static activity => activity is { Kind: ActivityKind.Server, DisplayName: Contract + "/Greet" }));
        Assert.Equal(recorded.One(ActivityKind.Client, $"{Contract}/NoteAsync").SpanId, recorded.One(ActivityKind.Server, $"{Contract}/NoteAsync").ParentSpanId);
        recorded.One(ActivityKind.Client, $"{Contract}/batch");
        recorded.One(ActivityKind.Server, $"{Contract}/batch");
    }

    [Fact]
    public async Task Baggage_state_and_the_choice_not_to_record_travel_with_the_call()
    {
        await using var place = await ServedGreeter.StartAsync("rpc+mem://traced-baggage");
        using var recorded = new Recorded("Rpc.Runtime");
        recorded.Root.TraceStateString = "vendor=1";
        recorded.Root.AddBaggage("tenant", "north");
        Activity? inside = null;
        place.Life.BeforeGreeting = _ =>
        {
            inside = Activity.Current;
            return Task.CompletedTask;
        };
        await place.Greeter.GreetAsync("Ali", Token);
        Assert.Equal(("vendor=1", "north"), (inside!.TraceStateString, inside.GetBaggageItem("tenant")));
        recorded.Root.ActivityTraceFlags = ActivityTraceFlags.None;
        await place.Greeter.GreetAsync("Ali", Token);
        Assert.Equal(recorded.Root.TraceId, inside!.TraceId);
    }

    [Fact]
    public async Task Without_a_listener_there_are_neither_spans_nor_headers()
    {
        await using var place = await ServedGreeter.StartAsync("rpc+mem://traced-nothing");
        int headers = -1;
        place.Life.BeforeGreeting = _ =>
        {
            headers = CallContext.Current!.Headers.Count;
            return Task.CompletedTask;
        };
        using var recorded = new Recorded();
        await place.Greeter.GreetAsync("Ali", Token);
        Assert.Equal(0, headers);
        Assert.Empty(recorded.Ended);
    }

    [Fact]
    public async Task A_task_is_a_trace_of_its_own_linked_to_the_call_that_has_enqueued_it()
    {
        using var recorded = new Recorded("Rpc.Runtime", "Rpc.Tasks");
        var runs = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rpc.Tasks",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Kind == ActivityKind.Consumer)
                {
                    runs.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using RpcTasks tasks = await RpcTasks.OpenAsync(static builder => builder.UseInMemory(), Token);
        await using var worker = await tasks.StartWorkerAsync(static options => options.Handle<IGreeter>(new Greeter(new GreeterLife(), new NoContext())), Token);
        TaskHandle<string> handle = await tasks.EnqueueAsync(GreeterCalls.Greet("Ali"), cancellationToken: Token);
        Assert.Equal("Hi Ali from 1", await handle.GetResultAsync(Token));
        Activity run = await runs.Task.WaitAsync(Patience.Limit, Token);
        Activity enqueued = Assert.Single(recorded.Ended, static activity => activity.Kind == ActivityKind.Producer);
        Assert.NotEqual(recorded.Root.TraceId, run.TraceId);
        Assert.Equal(enqueued.SpanId, Assert.Single(run.Links).Context.SpanId);
    }

    private sealed class Caller : IGreeterCaller
    {
        public Task<string> NameAsync() => Task.FromResult("Bea");
    }

    private sealed class NoContext : ICallContextAccessor
    {
        public CallContext? Current => null;
    }
}
