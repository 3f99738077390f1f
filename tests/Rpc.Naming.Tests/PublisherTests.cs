using Rpc.Naming;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

public sealed class PublisherTests : IAsyncDisposable
{
    private static readonly RemoteUri Object = RemoteUri.Parse("rpc://10.0.0.1:9101/greeter");

    private readonly ManualTime _clock = new();
    private readonly TestNameServer _server;
    private readonly Publisher _publisher;

    public PublisherTests()
    {
        _server = new TestNameServer(_clock);
        _publisher = NewPublisher();
    }

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private Publisher NewPublisher(string nameServer = "ns1") =>
        new(new NameClient(_ => _server, new NameClientOptions { NameServers = [NameServerAddress.Parse(nameServer)], TimeProvider = _clock }));

    private async Task<string[]> Addresses(string name)
    {
        NamePage page = await _server.Inside.ListAsync(new NameFilter(Glob: name));
        return [.. page.Entries.SelectMany(entry => entry.Instances).Select(instance => instance.Uri)];
    }

    private Task Pass(double seconds) => _clock.RunAsync(TimeSpan.FromSeconds(seconds));

    [Fact]
    public async Task A_published_object_is_listed_until_it_is_disposed()
    {
        Publication publication = await _publisher.PublishAsync("greeter", Object, new PublishOptions { Tags = ["a"], Weight = 5 });

        NameInstance instance = Assert.Single((await _server.Inside.LookupAsync("greeter")).Instances);
        Assert.Equal((Object.ToString(), 5, 15, _publisher.Server), (instance.Uri, instance.Weight, instance.LeaseSeconds, instance.Server));
        Assert.Equal(("greeter", Object), (publication.Name, publication.Uri));
        await publication.DisposeAsync();
        await publication.DisposeAsync();
        Assert.Empty(await Addresses("greeter"));
    }

    [Fact]
    public async Task All_names_of_a_server_share_one_heartbeat_at_a_third_of_the_shortest_lease()
    {
        for (int i = 0; i < 50; i++)
        {
            await _publisher.PublishAsync($"n{i}", Object, new PublishOptions { Lease = TimeSpan.FromSeconds(i == 49 ? 15 : 60) });
        }

        await Pass(30);

        Assert.InRange(_server.Heartbeats, 5, 7);
        Assert.Equal(50, _server.Registrations);
    }

    [Fact]
    public async Task A_name_server_that_comes_back_empty_gets_every_name_again_within_a_lease()
    {
        await _publisher.PublishAsync("leased", Object);
        await _publisher.PublishAsync("fixed", Object, new PublishOptions { Lease = null });
        _server.Kill();
        await Pass(60);
        _server.StartEmpty();
        await Pass(15);

        Assert.Equal([Object.ToString()], await Addresses("leased"));
        Assert.Equal([Object.ToString()], await Addresses("fixed"));
    }

    [Fact]
    public async Task A_name_that_another_server_took_is_not_fought_for()
    {
        Publication first = await _publisher.PublishAsync("x", Object);
        await Pass(1);
        await using Publisher other = NewPublisher();
        RemoteUri theirs = RemoteUri.Parse("rpc://10.0.0.2:9101/greeter");
        Publication second = await other.PublishAsync("x", theirs);

        await Pass(20);
        Assert.True(first.IsReplaced);
        Assert.False(second.IsReplaced);
        Assert.Equal([theirs.ToString()], await Addresses("x"));

        _server.StartEmpty();
        await Pass(15);
        Assert.Equal([theirs.ToString()], await Addresses("x"));
        await first.DisposeAsync();
        Assert.Equal([theirs.ToString()], await Addresses("x"));
    }

    [Fact]
    public async Task After_a_loss_of_all_data_the_later_owner_wins_whoever_comes_first()
    {
        Publication first = await _publisher.PublishAsync("x", Object);
        await Pass(1);
        await using Publisher other = NewPublisher();
        RemoteUri theirs = RemoteUri.Parse("rpc://10.0.0.2:9101/greeter");
        await other.PublishAsync("x", theirs);
        _server.StartEmpty();

        await Pass(15);

        Assert.Equal([theirs.ToString()], await Addresses("x"));
        Assert.True(first.IsReplaced);
    }

    [Fact]
    public async Task Publishing_the_same_object_again_under_its_name_supersedes_the_first_publication()
    {
        Publication first = await _publisher.PublishAsync("x", Object);
        await _publisher.PublishAsync("x", Object, new PublishOptions { Tags = ["new"] });
        await Pass(20);

        Assert.True(first.IsReplaced);
        Assert.Equal(2, _server.Registrations);
        await first.DisposeAsync();
        Assert.Equal(["new"], Assert.Single((await _server.Inside.LookupAsync("x")).Instances).Tags);
    }

    [Fact]
    public async Task Without_a_name_server_publishing_fails_and_the_message_says_how_to_start_one()
    {
        _server.Kill();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _publisher.PublishAsync("x", Object).AsTask());
        Assert.Equal((RpcStatus.Unavailable, RpcErrorReason.NameServerUnreachable), (error.Status, error.Reason));
        Assert.Contains("rpc://ns1:9190", error.Message, StringComparison.Ordinal);
        Assert.Contains("`rpc ns`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_name_is_refused_on_request()
    {
        await using Publisher other = NewPublisher();
        await other.PublishAsync("x", RemoteUri.Parse("rpc://10.0.0.2:9101/greeter"));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => _publisher.PublishAsync("x", Object, new PublishOptions { Mode = RegisterMode.FailIfTaken }).AsTask());
        Assert.Equal(RpcStatus.AlreadyExists, error.Status);
    }

    [Theory]
    [InlineData("rpc://0.0.0.0:0/x", "10.0.0.9", "port 0")]
    [InlineData("rpc://127.0.0.1:9101/x", "ns1", "loopback")]
    [InlineData("rpc://localhost:9101/x", "10.0.0.9", "loopback")]
    [InlineData("rpc://[::1]:9101/x", "ns1", "loopback")]
    [InlineData("rpc+unix:///run/x#x", "ns1", "this machine only")]
    [InlineData("rpc+mem://bus/x", "ns1", "this machine only")]
    [InlineData("rpc://10.0.0.1:9101", "ns1", "no object id")]
    [InlineData("rpc://10.0.0.1:0/x", "ns1", "port 0")]
    [InlineData("rpcname:y", "ns1", "still to be resolved")]
    public async Task An_address_that_clients_cannot_reach_is_refused_with_the_reason(string uri, string nameServer, string reason)
    {
        await using Publisher publisher = NewPublisher(nameServer);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => publisher.PublishAsync("x", RemoteUri.Parse(uri)).AsTask());
        Assert.Equal(RpcStatus.InvalidArgument, error.Status);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpc://127.0.0.1:9101/x", "localhost")]
    [InlineData("rpc+unix:///run/x#x", "127.0.0.1")]
    [InlineData("rpc://example:9101/x", "ns1")]
    public async Task An_address_that_clients_can_reach_is_taken(string uri, string nameServer)
    {
        await using Publisher publisher = NewPublisher(nameServer);

        Assert.Equal(uri, (await publisher.PublishAsync("x", RemoteUri.Parse(uri))).Uri.ToString());
    }

    [Fact]
    public async Task The_advertised_address_takes_the_place_of_the_bound_one()
    {
        Publication publication = await _publisher.PublishAsync("x", RemoteUri.Parse("rpc://0.0.0.0:9101/greeter"), new PublishOptions { Advertise = RemoteUri.Parse("rpc://public.example:80") });

        Assert.Equal("rpc://public.example:80/greeter", publication.Uri.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(86401)]
    public async Task A_lease_out_of_range_is_refused(double seconds) =>
        Assert.Equal(RpcStatus.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => _publisher.PublishAsync("x", Object, new PublishOptions { Lease = TimeSpan.FromSeconds(seconds) }).AsTask())).Status);

    [Fact]
    public async Task Stopping_takes_all_names_off_the_list_and_ends_the_heartbeats()
    {
        await using Publisher publisher = NewPublisher();
        await publisher.PublishAsync("a", Object);
        await publisher.PublishAsync("b", Object);

        await publisher.DisposeAsync();
        int heartbeats = _server.Heartbeats;
        await Pass(10);

        Assert.Equal(0, await _server.Inside.CountAsync());
        Assert.Equal(heartbeats, _server.Heartbeats);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => publisher.PublishAsync("c", Object).AsTask());
        Assert.Equal(0, await _server.Inside.CountAsync());
    }

    [Fact]
    public async Task Disposing_while_no_name_server_answers_ends_in_bounded_time()
    {
        Publication publication = await _publisher.PublishAsync("x", Object);
        _server.Hangs = true;

        Task disposal = publication.DisposeAsync().AsTask();
        await Pass(3);
        await disposal.WaitAsync(TimeSpan.FromSeconds(10));

        // What is still owed is tried once more, and then left to the lease.
        disposal = _publisher.DisposeAsync().AsTask();
        await Pass(3);
        await disposal.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(null)]
    public async Task A_name_withdrawn_while_no_name_server_answers_is_taken_off_when_it_is_back(int? lease)
    {
        Publication publication = await _publisher.PublishAsync("x", Object, new PublishOptions { Lease = lease is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
        _server.Hangs = true;
        Task disposal = publication.DisposeAsync().AsTask();
        await Pass(3);
        await disposal.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Single(await Addresses("x"));

        _server.Hangs = false;
        await Pass(12);
        Assert.Empty(await Addresses("x"));
        int releases = _server.Releases;
        await Pass(20);
        Assert.Equal(releases, _server.Releases);
    }

    [Fact]
    public async Task What_could_not_be_taken_off_does_not_touch_the_same_name_published_anew()
    {
        Publication publication = await _publisher.PublishAsync("x", Object);
        _server.Hangs = true;
        Task disposal = publication.DisposeAsync().AsTask();
        await Pass(3);
        await disposal.WaitAsync(TimeSpan.FromSeconds(10));
        _server.Hangs = false;
        await _publisher.PublishAsync("x", Object, new PublishOptions { Tags = ["new"] });
        await Pass(20);

        Assert.Equal(["new"], Assert.Single((await _server.Inside.LookupAsync("x")).Instances).Tags);
    }
}
