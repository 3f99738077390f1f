using Npgsql;
using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Postgres;

/// <summary>Between rows and records.</summary>
internal static class PostgresRows
{
    public static StoredInstance Instance(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries),
        row.GetInt32(4),
        row.GetInt32(5),
        row.GetInt64(6),
        row.GetString(7),
        new DateTimeOffset(row.GetInt64(8), TimeSpan.Zero),
        MetadataText.Read(row.GetString(3)));

    public static NpgsqlBatchCommand Put(IReadOnlyList<StoredInstance> instances) => Command(
        PostgresSql.Put,
        Column(instances, static one => one.Name),
        Column(instances, static one => one.Uri),
        Column(instances, static one => string.Join('\n', one.Tags)),
        Column(instances, static one => MetadataText.Write(one.Metadata)),
        Column(instances, static one => one.Weight),
        Column(instances, static one => one.LeaseSeconds),
        Column(instances, static one => one.LeaseId),
        Column(instances, static one => one.Server),
        Column(instances, static one => one.Since.UtcTicks));

    public static T[] Column<TRow, T>(IReadOnlyCollection<TRow> rows, Func<TRow, T> value) => [.. rows.Select(value)];

    /// <summary>A statement with its parameters, typed by the arrays and values that they are.</summary>
    public static NpgsqlBatchCommand Command(string text, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (object parameter in parameters)
        {
            command.Parameters.Add(parameter switch
            {
                string[] texts => new NpgsqlParameter<string[]> { TypedValue = texts },
                int[] numbers => new NpgsqlParameter<int[]> { TypedValue = numbers },
                long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
                string text1 => new NpgsqlParameter<string> { TypedValue = text1 },
                int number => new NpgsqlParameter<int> { TypedValue = number },
                long number => new NpgsqlParameter<long> { TypedValue = number },
                _ => throw new ArgumentException($"A {parameter.GetType()} is no parameter.", nameof(parameters)),
            });
        }

        return command;
    }
}
