namespace Rpc;

/// <summary>Makes a call a second time while the first one has no answer yet, and takes the answer that comes first. For <see cref="IdempotentAttribute"/> methods only; others are not touched. Immutable.</summary>
public sealed record HedgeOptions
{
    private readonly TimeSpan _delay = TimeSpan.FromMilliseconds(100);
    private readonly int _maxAttempts = 2;

    /// <summary>How long each attempt is waited for before the next one starts beside it. Default 100 ms; zero or more. About what 95 of 100 calls take is a good choice: then one call in twenty is made twice.</summary>
    public TimeSpan Delay
    {
        get => _delay;
        init => _delay = value >= TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(HedgeOptions)}.{nameof(Delay)} must be zero or more and less than 24 days.");
    }

    /// <summary>Attempts that may be under way together. Default 2; 2 to 10.</summary>
    public int MaxAttempts
    {
        get => _maxAttempts;
        init => _maxAttempts = value is >= 2 and <= 10 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(HedgeOptions)}.{nameof(MaxAttempts)} is 2 to 10.");
    }
}
