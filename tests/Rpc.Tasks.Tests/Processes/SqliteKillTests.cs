namespace Rpc.Tasks.Tests.Processes;

public sealed class SqliteKillTests : KillSuite
{
    protected override string Backend => "sqlite:" + Folder.File("tasks.db");

    [Fact]
    public Task Half_of_what_is_possible_goes_on_while_workers_are_killed() => HalfLoad.RunAsync("SQLite", Tasks, () => WorkerAsync(), TimeSpan.FromMinutes(1));

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_for_half_an_hour() => HalfLoad.RunAsync("SQLite", Tasks, () => WorkerAsync(), TimeSpan.FromMinutes(30));
}
