using Rpc.Naming;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

/// <summary>A name client that nobody told anything. Not beside other tests: the environment is the process's.</summary>
[Collection(nameof(UnconfiguredTests))]
[CollectionDefinition(nameof(UnconfiguredTests), DisableParallelization = true)]
public sealed class UnconfiguredTests
{
    private static readonly RemoteUri One = RemoteUri.Parse("rpc://10.0.0.1:9190/nameserver");
    private static readonly RemoteUri Two = RemoteUri.Parse("rpc://10.0.0.2:9190/nameserver");

    [Fact]
    public async Task A_name_client_looks_only_where_it_was_told_nothing_and_nothing_answers_here_and_goes_on_to_the_next_found()
    {
        string? before = Environment.GetEnvironmentVariable(NameServerAddress.Variable);
        Environment.SetEnvironmentVariable(NameServerAddress.Variable, null);
        try
        {
            var clock = new ManualTime();
            (TestNameServer local, TestNameServer first, TestNameServer second) = (new(clock), new(clock), new(clock));
            await first.Inside.RegisterAsync(new NameRegistration("x", "rpc://10.0.0.7:1/x", "s", LeaseSeconds: 0));
            await using var responder = new FakeResponder(static nonce => [DiscoveryMessage.Answer(nonce, One), DiscoveryMessage.Answer(nonce, Two)]);
            var discovery = new NameDiscovery { Port = responder.Port, Timeout = TimeSpan.FromSeconds(10) };
            var names = new NameClient(uri => uri == One ? first : uri == Two ? second : local, new NameClientOptions { Discovery = discovery, TimeProvider = clock });

            Assert.Equal(0, await names.NameServer.CountAsync());
            Assert.Equal(0, responder.Questions);
            local.Kill();
            Assert.Equal("rpc://10.0.0.7:1/x", (await names.NameServer.LookupAsync("x")).Instances[0].Uri);
            Assert.Equal([One, Two, NameServerAddress.Default], names.NameServers);
            int asked = responder.Questions;
            first.Kill();
            Assert.Equal(0, await names.NameServer.CountAsync());
            Assert.Equal(asked, responder.Questions);

            // Nobody who is known answers: it looks once more.
            second.Kill();
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => names.NameServer.CountAsync());
            Assert.Equal(RpcErrorReason.NameServerUnreachable, error.Reason);
            Assert.Contains("--discoverable", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(NameServerAddress.Variable, before);
        }
    }
}
