using System.Net.Sockets;
using System.Text.RegularExpressions;
using Example;
using Rpc.Stubs;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>The hexadecimal blocks in docs/protocol.md are what the code writes, and a live server answers them as the page says.</summary>
public sealed partial class WorkedExampleTests
{
    private const string Instance = "00000000000000000000000000000001";
    private const string ServerInstance = "00000000000000000000000000000002";
    private const uint MaxMessage = 64 * 1024 * 1024;

    private static string Fingerprint => ContractRegistry.Get<ICalculator>().Dispatcher.Descriptor.Fingerprint;

    public static TheoryData<string> Steps => ["client hello", "server welcome", "client bind", "server bound", "client request", "server reply"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Each_step_of_the_page_is_what_the_code_writes(string step) =>
        Assert.Equal(Convert.ToHexStringLower(Written(step)), Convert.ToHexStringLower(Page(step)));

    [Fact]
    public async Task A_live_server_answers_the_bytes_of_the_page_with_the_bytes_of_the_page()
    {
        await using var server = new RpcServer();
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0");
        server.Add<ICalculator>(new Calculator(), "calculator");
        using var client = new TcpClient { ReceiveTimeout = 30_000 };
        await client.ConnectAsync(address.Host!, address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Page("client hello"));
        byte[] welcome = new byte[Page("server welcome").Length];
        stream.ReadExactly(welcome);
        WelcomePayload read = WelcomePayload.Read(welcome.AsSpan(Preface.Size, Preface.Read(welcome)));
        Assert.Equal(new WelcomePayload(RpcStatus.Ok, "", 0, MaxMessage, read.Instance), read);
        await ExpectAsync(stream, "client bind", "server bound");
        await ExpectAsync(stream, "client request", "server reply");
    }

    private static async Task ExpectAsync(NetworkStream stream, string request, string answer)
    {
        await stream.WriteAsync(Page(request));
        byte[] expected = Page(answer);
        byte[] actual = new byte[expected.Length];
        stream.ReadExactly(actual);
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(actual));
    }

    private static byte[] Written(string step) => step switch
    {
        "client hello" => Handshake.Hello(new HelloPayload(0, MaxMessage, Instance, [])).Written.ToArray(),
        "server welcome" => Handshake.Welcome(new WelcomePayload(RpcStatus.Ok, "", 0, MaxMessage, ServerInstance)).Written.ToArray(),
        "client bind" => Bytes.Frame(FrameType.Bind, FrameFlags.None, 1, Bytes.Of(new BindPayload(1, "calculator", 0, "Example.ICalculator", Fingerprint, false).Write)),
        "server bound" => Bytes.Frame(FrameType.Bound, FrameFlags.None, 1, Bytes.Of(BoundPayload.Same.Write)),
        "client request" => Bytes.Request(FrameFlags.None, 2, new CallHeader(1, 0, CallHeaderFlags.None, 0, 0x1122334455667788, 30_000), [2, 0, 0, 0, 3, 0, 0, 0]),
        _ => Bytes.Frame(FrameType.Reply, FrameFlags.None, 2, [5, 0, 0, 0]),
    };

    private static byte[] Page(string step)
    {
        string page = File.ReadAllText(RepositoryPaths.Path("docs", "protocol.md"));
        Match block = Blocks().Matches(page).FirstOrDefault(m => m.Groups[1].Value == step && m.Groups[2].Length > 0) ?? throw new InvalidOperationException($"docs/protocol.md has no block '{step}'; today's bytes are {Convert.ToHexStringLower(Written(step))}");
        return Bytes.FromHex(string.Join('\n', block.Groups[2].Value.Split('\n').Select(static line => line.Split('|')[0])));
    }

    [GeneratedRegex("```hex (.*)\n((?:.*\n)*?)```", RegexOptions.CultureInvariant)]
    private static partial Regex Blocks();
}
