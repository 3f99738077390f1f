namespace Rpc.NameServer.Postgres;

/// <summary>Chooses PostgreSQL for the name server of a host.</summary>
public static class PostgresNameServerExtensions
{
    /// <summary>Keeps names in a PostgreSQL database, which any number of name servers share.</summary>
    /// <param name="options">The options.</param>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public static HostedNameServerOptions UsePostgres(this HostedNameServerOptions options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return options.UseStore(() => PostgresNameStore.Open(connectionString));
    }
}
