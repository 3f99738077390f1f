using Rpc.Tasks.Tests.Processes;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>Workers in processes of their own that are killed, stopped and told to end, over the broker.</summary>
public sealed class RabbitKillTests(SharedBroker broker) : KillSuite
{
    private string _uri = "";

    protected override string Backend => $"rabbitmq:{_uri}|sqlite:{Folder.File("tasks.db")}";

    protected override async ValueTask PrepareAsync() => _uri = await broker.CleanAsync();
}
