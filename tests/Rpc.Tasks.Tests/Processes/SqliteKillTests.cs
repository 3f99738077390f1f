namespace Rpc.Tasks.Tests.Processes;

public sealed class SqliteKillTests : KillSuite
{
    protected override string Backend => "sqlite:" + Folder.File("tasks.db");
}
