using System.Globalization;
using Microsoft.Data.Sqlite;
using Rpc.Tasks;

namespace Listings;

public sealed class Orders(Bank bank, string file = "") : IOrders
{
    #region key
    public async Task<string> ChargeAsync(int order, decimal amount, CancellationToken cancellationToken = default)
    {
        string key = TaskContext.Current?.Id.ToString() ?? $"order {order}";        // the same at each attempt; null in a direct call
        return await bank.ChargeAsync(key, amount, cancellationToken);              // the bank charges once for each key
    }
    #endregion

    #region complete
    public async Task<int> BookAsync(string item, CancellationToken cancellationToken = default)
    {
        await using var connection = new SqliteConnection($"Data Source={file}");   // the file in which the tasks are, too
        await connection.OpenAsync(cancellationToken);
        await using SqliteTransaction transaction = connection.BeginTransaction();
        await using SqliteCommand take = connection.CreateCommand();
        take.CommandText = "UPDATE stock SET count = count - 1 WHERE item = $item RETURNING count";
        take.Parameters.AddWithValue("$item", item);
        int left = Convert.ToInt32(await take.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        if (TaskContext.Current is { } task)
        {
            await task.CompleteAsync(transaction, left, cancellationToken);         // throws where another has run it meanwhile
        }

        await transaction.CommitAsync(cancellationToken);                           // the stock and the end of the task, or neither
        return left;
    }
    #endregion

    #region report
    public async Task<int> ExportAsync(int rows, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        for (int row = 1; row <= rows; row++)
        {
            await Task.Delay(1, cancellationToken);                                 // fires when the task is cancelled or out of time
            progress?.Report((double)row / rows);
        }

        return rows;
    }
    #endregion

    public Task MailAsync(string to, string text)
    {
        Console.WriteLine($"{to}: {text}");
        return Task.CompletedTask;
    }
}
