using System.Data.Common;

namespace Rpc.Tasks.Stores;

/// <summary>The transaction that was last passed to a store in this flow of control, so that a store which has one writer can refuse a call that would wait for itself.</summary>
/// <remarks>What an asynchronous method sets here is gone when it returns to its caller: set it in the part that is not.</remarks>
internal static class TransactionFlow
{
    private static readonly AsyncLocal<DbTransaction?> s_passed = new();

    /// <summary>The transaction, as long as it is open; null for none.</summary>
    public static DbTransaction? Open
    {
        get
        {
            DbTransaction? passed = s_passed.Value;
            if (passed is null || IsOpen(passed))
            {
                return passed;
            }

            s_passed.Value = null;
            return null;
        }
    }

    /// <summary>From here on this flow has passed a transaction; null changes nothing.</summary>
    public static void Enter(DbTransaction? transaction)
    {
        if (transaction is not null)
        {
            s_passed.Value = transaction;
        }
    }

    /// <summary>Whether a transaction was neither committed nor rolled back.</summary>
    public static bool IsOpen(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is not null;
        }
        catch (InvalidOperationException)
        {
            // Some drivers say so of a transaction that is over and disposed.
            return false;
        }
    }
}
