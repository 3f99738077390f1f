using Npgsql;

namespace Rpc.Tasks.Postgres;

/// <summary>Makes the data source of a store from a connection string. What the string says is kept; what it leaves open fits a queue.</summary>
internal static class PostgresSource
{
    /// <summary>Connections of one store: two for the hints, the others for edits and reads. Edits are short, and more of them at a time make the database slower, not faster.</summary>
    public const int Connections = 13;

    // Seconds. An address that drops what it is sent is given up soon enough to be tried again before anybody gives up waiting.
    private const int ConnectTimeout = 3;
    private const int CommandTimeout = 8;
    private const int KeepAlive = 5;

    // Statements of the store with their variants, all of which stay prepared.
    private const int Prepared = 100;

    /// <exception cref="FormatException">It is no connection string.</exception>
    public static NpgsqlDataSource Make(string connectionString)
    {
        try
        {
            return Build(connectionString, new NpgsqlConnectionStringBuilder(connectionString));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"This is no connection string for PostgreSQL, as in Host=localhost;Username=rpc;Database=tasks: {error.Message}", error);
        }
    }

    private static NpgsqlDataSource Build(string given, NpgsqlConnectionStringBuilder wanted)
    {
        wanted.Timeout = IsGiven(given, "Timeout") ? wanted.Timeout : ConnectTimeout;
        wanted.CommandTimeout = IsGiven(given, "Command Timeout", "CommandTimeout") ? wanted.CommandTimeout : CommandTimeout;
        wanted.CancellationTimeout = IsGiven(given, "Cancellation Timeout", "CancellationTimeout") ? wanted.CancellationTimeout : -1;
        wanted.KeepAlive = IsGiven(given, "Keepalive", "KeepAlive") ? wanted.KeepAlive : KeepAlive;
        wanted.MaxPoolSize = IsGiven(given, "Maximum Pool Size", "MaxPoolSize", "Max Pool Size") ? wanted.MaxPoolSize : Connections;
        wanted.MaxAutoPrepare = IsGiven(given, "Max Auto Prepare", "MaxAutoPrepare") ? wanted.MaxAutoPrepare : Prepared;
        wanted.AutoPrepareMinUsages = IsGiven(given, "Auto Prepare Min Usages", "AutoPrepareMinUsages") ? wanted.AutoPrepareMinUsages : 2;
        wanted.ApplicationName ??= "rpc tasks";

        // Of several hosts the one is wanted that takes changes; a data source for several wants to hear that apart.
        bool isSeveral = wanted.Host?.Contains(',', StringComparison.Ordinal) == true;
        wanted.TargetSessionAttributes = isSeveral ? null : wanted.TargetSessionAttributes;
        var builder = new NpgsqlSlimDataSourceBuilder(wanted.ToString());
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        return isSeveral ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary) : builder.Build();
    }

    private static bool IsGiven(string connectionString, params ReadOnlySpan<string> names)
    {
        foreach (string pair in connectionString.Split(';'))
        {
            string key = pair.Split('=')[0].Trim();
            foreach (string name in names)
            {
                if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
