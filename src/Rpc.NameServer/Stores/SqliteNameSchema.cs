using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rpc.NameServer.Stores;

/// <summary>The tables and statements of <see cref="SqliteNameStore"/>.</summary>
internal static class SqliteNameSchema
{
    // "RPCN": tells our files from other SQLite databases.
    private const long ApplicationId = 0x5250434E;
    private const long Version = 2;

    private const string Create = """
        CREATE TABLE instances (
            name TEXT NOT NULL,
            uri TEXT NOT NULL,
            tags TEXT NOT NULL,
            weight INTEGER NOT NULL,
            lease_seconds INTEGER NOT NULL,
            lease_id INTEGER NOT NULL,
            server TEXT NOT NULL,
            since INTEGER NOT NULL,
            metadata TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (name, uri)) WITHOUT ROWID;
        """;

    public static void Prepare(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        using SqliteTransaction transaction = connection.BeginTransaction();
        long application = Number(connection, transaction, "PRAGMA application_id");
        if (application == 0 && Number(connection, transaction, "SELECT count(*) FROM sqlite_master") == 0)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"{Create} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};"), transaction);
        }
        else if (application != ApplicationId)
        {
            throw new InvalidOperationException("it is a database of another program.");
        }
        else if (Number(connection, transaction, "PRAGMA user_version") is var version && version == 1)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"ALTER TABLE instances ADD COLUMN metadata TEXT NOT NULL DEFAULT ''; PRAGMA user_version = {Version};"), transaction);
        }
        else if (version != Version)
        {
            throw new InvalidOperationException($"it has format {version}, and this name server knows format {Version}.");
        }

        transaction.Commit();
    }

    public static SqliteCommand SelectAll(SqliteConnection connection) =>
        Command(connection, "SELECT name, uri, tags, weight, lease_seconds, lease_id, server, since, metadata FROM instances ORDER BY name");

    public static SqliteCommand Put(SqliteConnection connection) => Command(
        connection,
        "INSERT OR REPLACE INTO instances (name, uri, tags, weight, lease_seconds, lease_id, server, since, metadata) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)",
        parameters: 9);

    public static SqliteCommand Delete(SqliteConnection connection) => Command(connection, "DELETE FROM instances WHERE name = $0 AND uri = $1", parameters: 2);

    public static void Bind(SqliteCommand command, StoredInstance instance)
    {
        Bind(command, instance.Name, instance.Uri);
        command.Parameters[2].Value = string.Join('\n', instance.Tags);
        command.Parameters[3].Value = instance.Weight;
        command.Parameters[4].Value = instance.LeaseSeconds;
        command.Parameters[5].Value = instance.LeaseId;
        command.Parameters[6].Value = instance.Server;
        command.Parameters[7].Value = instance.Since.UtcTicks;
        command.Parameters[8].Value = MetadataText.Write(instance.Metadata);
    }

    public static void Bind(SqliteCommand command, string name, string uri)
    {
        command.Parameters[0].Value = name;
        command.Parameters[1].Value = uri;
    }

    public static StoredInstance Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        row.GetInt32(3),
        row.GetInt32(4),
        row.GetInt64(5),
        row.GetString(6),
        new DateTimeOffset(row.GetInt64(7), TimeSpan.Zero),
        MetadataText.Read(row.GetString(8)));

    private static SqliteCommand Command(SqliteConnection connection, string text, int parameters = 0)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are the constants above.
        command.CommandText = text;
#pragma warning restore CA2100
        for (int i = 0; i < parameters; i++)
        {
            SqliteParameter parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"${i}");
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Execute(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = Command(connection, text);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using SqliteCommand command = Command(connection, text);
        command.Transaction = transaction;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
