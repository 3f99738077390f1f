namespace Rpc;

/// <summary>What becomes of one call of a batch that gives a <typeparamref name="T"/>.</summary>
public abstract class BatchResult<T> : BatchResult
{
    private T? _value;

    private protected BatchResult()
    {
    }

    /// <summary>The result. Throws what the call failed with, as the call itself would.</summary>
    /// <exception cref="InvalidOperationException">The batch was not sent yet.</exception>
    public T Value
    {
        get
        {
            ThrowIfFailed();
            return _value!;
        }

        private protected set
        {
            _value = value;
            Error = null;
        }
    }
}
