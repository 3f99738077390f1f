using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Tasks.RabbitMq.Tests.Broker;

/// <summary>That a broker gets the settings that a test asks for.</summary>
public sealed class RabbitSettingsTests
{
    [Fact]
    public async Task A_setting_reaches_the_broker_and_one_that_it_does_not_know_is_told_in_its_own_words()
    {
        if (RabbitServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        await using RabbitServer server = await RabbitServer.StartNewAsync("consumer_timeout = 61000");
        Assert.Equal("{ok,61000}", await server.CtlAsync("eval", "application:get_env(rabbit, consumer_timeout)."));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RabbitServer.StartNewAsync("no_such_setting = 1"));
        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);
    }
}
