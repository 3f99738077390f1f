using Npgsql;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Postgres;

/// <summary>Background tasks in PostgreSQL.</summary>
public static class PostgresTasks
{
    // One batch is written while the next one comes together.
    private const int Parallelism = 2;

    /// <summary>Keeps tasks in a PostgreSQL database, in the schema <c>rpc_tasks</c>, for any number of programs. An enqueue and the end of a task can be part of a transaction of the application's.</summary>
    /// <param name="builder">What is configured.</param>
    /// <param name="connectionString">As Npgsql takes it; <see cref="PostgresTaskStore.OpenAsync(string, TimeProvider?, CancellationToken)"/> says more.</param>
    public static RpcTasksBuilder UsePostgres(this RpcTasksBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseStore(async (opened, cancellationToken) => await PostgresTaskStore.OpenAsync(connectionString, opened.TimeProvider, cancellationToken).ConfigureAwait(false), Parallelism);
    }

    /// <summary>The same with the connections of a data source of the application's, which is not disposed.</summary>
    public static RpcTasksBuilder UsePostgres(this RpcTasksBuilder builder, NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UseStore(async (opened, cancellationToken) => (ITaskStore)await PostgresTaskStore.OpenAsync(dataSource, opened.TimeProvider, cancellationToken).ConfigureAwait(false), Parallelism);
    }
}
