using Npgsql;

namespace Rpc.Tasks.Tests.Worker;

internal sealed class Job : IJob
{
    public async Task<int> HoldAsync(string folder, string name, CancellationToken cancellationToken = default)
    {
        int attempt = TaskContext.Current!.Attempt;
        string begun = Path.Combine(folder, $"{name}.{attempt}");
        await File.WriteAllTextAsync(begun, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);
        while (!File.Exists(Path.Combine(folder, $"{name}.go")) && !File.Exists(begun + ".go"))
        {
            await Task.Delay(20, cancellationToken);
        }

        return attempt;
    }

    public async Task<int> TakeAsync(int value, int milliseconds)
    {
        await Task.Delay(milliseconds);
        return value;
    }

    public async Task<int> PayAsync(string connectionString, int task)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO payments (task, attempt) VALUES ($1, $2)", connection, transaction) { Parameters = { new() { Value = task }, new() { Value = TaskContext.Current!.Attempt } } };
        await insert.ExecuteNonQueryAsync();
        await Task.Delay(Random.Shared.Next(30));
        await TaskContext.Current.CompleteAsync(transaction, task);
        await Task.Delay(Random.Shared.Next(30));
        await transaction.CommitAsync();
        await Task.Delay(Random.Shared.Next(30));
        return task;
    }

    public Task DieAsync()
    {
        Environment.FailFast("As it was told.");
        return Task.CompletedTask;
    }
}
