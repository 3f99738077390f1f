using Rpc.Calls;
using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Stubs;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A client whose server answers nonsense fails its calls in time, and never hangs.</summary>
public sealed class HostileServerTests
{
    public static TheoryData<string> Answers => ["cut error", "empty error", "cut reply", "long reply", "stream for a reply", "bound for a reply", "headers longer than their reply", "headers longer than their long reply", "noise", "request", "huge frame", "credit", "close"];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_sync_call_fails_and_does_not_hang(string kind)
    {
        using var server = new HostileServer(id => Answer(kind, id));
        await using var client = new RpcClient();
        ITarget target = client.Get<ITarget>(server.Uri, new ProxyOptions { Timeout = TimeSpan.FromSeconds(2) });
        await Assert.ThrowsAsync<RpcException>(() => Task.Run(() => target.Add(1, 2))).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_async_call_fails_and_does_not_hang(string kind)
    {
        using var server = new HostileServer(id => Answer(kind, id));
        await using var client = new RpcClient();
        ITarget target = client.Get<ITarget>(server.Uri, new ProxyOptions { Timeout = TimeSpan.FromSeconds(2) });
        await Assert.ThrowsAsync<RpcException>(() => target.ReverseAsync([])).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_description_that_is_none_is_an_error_of_the_call()
    {
        using var server = new HostileServer(static _ => []);
        await using var client = new RpcClient();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => client.DescribeAsync(server.Uri, TestContext.Current.CancellationToken).AsTask()).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RpcErrorReason.Undecodable, exception.Reason);
        Assert.Contains(server.Uri.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_is_no_JSON_is_an_error_of_the_call()
    {
        ContractDescriptor contract = ContractRegistry.Get<ITarget>().Descriptor;
        using var server = new HostileServer(static id => Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, [(byte)'{', (byte)']']))
        {
            Bound = new BoundPayload(false, contract.Name, [], [], contract.ToJson()),
        };
        await using var client = new RpcClient();
        RpcException exception = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (System.Text.Json.JsonElement item in client.StreamJsonAsync(server.Uri, nameof(ITarget.Count), "[3]", TestContext.Current.CancellationToken))
            {
                Assert.Fail($"{item} came.");
            }
        }).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(RpcErrorReason.Undecodable, exception.Reason);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP")]
    [InlineData("\u0015\u0003\u0001\0\u0002\u0002\u0028", "TLS alert")]
    [InlineData("SRPC\u0002\0\0\0", "version 2.0")]
    public async Task A_client_names_the_other_protocol_that_it_met(string answer, string part)
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        Task serving = Task.Run(async () =>
        {
            using System.Net.Sockets.TcpClient peer = await listener.AcceptTcpClientAsync();
            await peer.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer.PadRight(8)));
            byte[] rest = new byte[1024];
            while (await peer.GetStream().ReadAsync(rest) > 0)
            {
                // Until the client leaves.
            }
        });
        await using var client = new RpcClient();
        ITarget target = client.Get<ITarget>($"rpc://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/target");
        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => Task.Run(() => target.Add(1, 2))).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        await serving.WaitAsync(TimeSpan.FromSeconds(30));
        listener.Dispose();
    }

    private static byte[] Answer(string kind, ulong id) => kind switch
    {
        "cut error" => Bytes.Frame(FrameType.Error, FrameFlags.None, id, [3, 0, 0, 0, 0, 255, 255, 255, 255]),
        "empty error" => Bytes.Frame(FrameType.Error, FrameFlags.None, id, []),
        "cut reply" => Bytes.Frame(FrameType.Reply, FrameFlags.None, id, [1]),
        "long reply" => Bytes.Frame(FrameType.Reply, FrameFlags.None, id, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        "stream for a reply" => [.. Bytes.Frame(FrameType.StreamItems, FrameFlags.None, id, [1, 2, 3, 4]), .. Bytes.Frame(FrameType.StreamEnd, FrameFlags.None, id, [])],
        "bound for a reply" => Bytes.Frame(FrameType.Bound, FrameFlags.None, id, Bytes.Of(BoundPayload.Same.Write)),
        "headers longer than their reply" => Bytes.Frame(FrameType.Reply, FrameFlags.Headers, id, [255, 255, 255, 255]),
        "headers longer than their long reply" => InChunks(FrameType.Reply, FrameFlags.Headers, id, [255, 255, 255, 255, .. new byte[3 * 1024 * 1024]]),
        "noise" => [.. Enumerable.Repeat((byte)0xee, 64)],
        "request" => Bytes.Request(FrameFlags.None, id, new CallHeader(1, 0, CallHeaderFlags.None, 0, 0, 0), []),
        "huge frame" => [255, 255, 255, 127, 2, 0, 0, 0, .. Bytes.UInt64(id)],
        "credit" => Bytes.Frame(FrameType.Credit, FrameFlags.None, id, Bytes.UInt32(uint.MaxValue)),
        _ => Bytes.Frame(FrameType.Close, FrameFlags.None, 0, Bytes.Of(new ErrorPayload(RpcStatus.Internal, RpcOutcome.MaybeExecuted, RpcErrorReason.ProtocolViolation, "no reason").Write)),
    };

    private static byte[] InChunks(FrameType type, FrameFlags flags, ulong id, byte[] message) =>
    [
        .. Bytes.Frame(type, flags | FrameFlags.Chunked, id, [.. Bytes.UInt32((uint)message.Length), .. message[..FrameHeader.MaxChunk]]),
        .. message.Skip(FrameHeader.MaxChunk).Chunk(FrameHeader.MaxChunk).SelectMany(chunk => Bytes.Frame(FrameType.Chunk, FrameFlags.Answer, id, chunk)),
    ];
}
