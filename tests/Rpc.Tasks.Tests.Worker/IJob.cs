namespace Rpc.Tasks.Tests.Worker;

/// <summary>What tests let other processes do, of which some are killed.</summary>
[Remote]
public interface IJob
{
    /// <summary>Begins, by making a file <c>NAME.ATTEMPT</c> in a folder; ends, with the attempt, when there is a file <c>NAME.go</c> or <c>NAME.ATTEMPT.go</c>.</summary>
    Task<int> HoldAsync(string folder, string name, CancellationToken cancellationToken = default);

    /// <summary>Works for some milliseconds.</summary>
    Task<int> TakeAsync(int value, int milliseconds);

    /// <summary>Adds a row to the table <c>payments</c> of a PostgreSQL database and ends inside the same transaction.</summary>
    Task<int> PayAsync(string connectionString, int task);

    /// <summary>Ends the process at once.</summary>
    Task DieAsync();
}
