using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Tasks.RabbitMq.Tests.Broker;

/// <summary>That the broker of the tests does what they rely on.</summary>
public sealed class RabbitServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RabbitServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        if (RabbitServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        _server = await RabbitServer.StartNewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_confirmed_message_in_a_quorum_queue_survives_a_stop_and_a_kill()
    {
        await using (var client = await BrokerClient.ConnectAsync(_server))
        {
            await client.DeclareAsync("kept");
            await client.PublishAsync("kept", "first").WaitAsync(Patience);
            await _server.StopAsync();
        }

        await _server.StartAsync();
        await using (var client = await BrokerClient.ConnectAsync(_server))
        {
            await client.PublishAsync("kept", "second").WaitAsync(Patience);
            await _server.KillAsync();
        }

        await _server.StartAsync();
        await using (var client = await BrokerClient.ConnectAsync(_server))
        {
            Assert.Equal("first", await client.TakeAsync("kept", Patience));
            Assert.Equal("second", await client.TakeAsync("kept", Patience));
        }
    }

    [Fact]
    public async Task A_memory_alarm_holds_back_publishers_until_it_ends()
    {
        await using BrokerClient client = await BrokerClient.ConnectAsync(_server);
        await client.DeclareAsync("alarmed");
        await _server.SetMemoryAlarmAsync(on: true);

        Task published = client.PublishAsync("alarmed", "late");
        string reason = await client.Blocked.WaitAsync(Patience);
        bool confirmedWhileBlocked = published.IsCompleted;
        await _server.SetMemoryAlarmAsync(on: false);
        await published.WaitAsync(Patience);

        Assert.Equal("low on memory", reason);
        Assert.False(confirmedWhileBlocked);
        Assert.Equal("late", await client.TakeAsync("alarmed", Patience));
    }

    [Fact]
    public async Task Each_server_has_ports_and_queues_of_its_own_and_leaves_nothing_behind()
    {
        RabbitServer other = await RabbitServer.StartNewAsync();
        IReadOnlyList<int> processes;
        try
        {
            await using BrokerClient client = await BrokerClient.ConnectAsync(other);
            await client.DeclareAsync("mine");
            Assert.Contains("mine", await other.CtlAsync("list_queues", "name"), StringComparison.Ordinal);
            Assert.DoesNotContain("mine", await _server.CtlAsync("list_queues", "name"), StringComparison.Ordinal);
            processes = other.Processes;
        }
        finally
        {
            await other.DisposeAsync();
        }

        Assert.True(processes.Count >= 2, "A node and its port mapper are two processes at least.");
        Assert.DoesNotContain(processes, LivingProcess.Is);
        Assert.False(Directory.Exists(other.Folder));
        await using BrokerClient still = await BrokerClient.ConnectAsync(_server);
        await still.DeclareAsync("still");
    }
}
