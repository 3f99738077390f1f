namespace Rpc.Soak.Tests.Node;

/// <summary>Makes calls and writes down how each began and ended. Thread-safe.</summary>
internal sealed class CallJournal(Journal journal, int number)
{
    private int _count;

    /// <summary>Calls that were started.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The last failure in words.</summary>
    public string LastFailure { get; private set; } = "";

    /// <summary>Makes a call; true when it was answered.</summary>
    public async ValueTask<bool> CallAsync(Method method, Func<long, ValueTask<long>> call)
    {
        long id = Begin(method);
        try
        {
            journal.Add(EntryKind.Replied, method, id, await call(id));
            return true;
        }
        catch (Exception error)
        {
            return Failed(method, id, error);
        }
    }

    /// <summary>Makes a call that blocks; true when it was answered.</summary>
    public bool Call(Method method, Func<long, long> call)
    {
        long id = Begin(method);
        try
        {
            journal.Add(EntryKind.Replied, method, id, call(id));
            return true;
        }
        catch (Exception error)
        {
            return Failed(method, id, error);
        }
    }

    private long Begin(Method method)
    {
        long id = ((long)number << 32) | (uint)Interlocked.Increment(ref _count);
        journal.Add(EntryKind.Started, method, id);
        return id;
    }

    private bool Failed(Method method, long id, Exception error)
    {
        (string detail, long value) = error switch
        {
            // Only the handler of the failing method throws this one: its text is its value.
            InvalidOperationException thrown when method == Method.Failing && long.TryParse(thrown.Message, System.Globalization.NumberStyles.AllowHexSpecifier, null, out long told) => ("C", told),
            RpcException failure => ($"{failure.Outcome.ToString()[0]}/{(int)failure.Status}/{(int)failure.Reason}", 0L),

            // Whether a call ran that this side has cancelled, or whose client it has disposed, nobody promises.
            OperationCanceledException or ObjectDisposedException => ("M/given up", 0L),
            _ => ("?" + error.GetType().Name, 0L),
        };
        LastFailure = error.Message;
        journal.Add(EntryKind.Failed, method, id, value, detail);
        return detail == "C";
    }
}
