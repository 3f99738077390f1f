namespace Rpc.Tasks.Engine;

/// <summary>Something that happened to a task.</summary>
public abstract record TaskEvent
{
    private TaskEvent()
    {
    }

    /// <summary>A worker takes it.</summary>
    public sealed record Claimed(Guid Worker) : TaskEvent;

    /// <summary>Its attempt has a result.</summary>
    public sealed record Succeeded(long Token, byte[] Result) : TaskEvent;

    /// <summary>Its attempt threw, or ran too long.</summary>
    /// <param name="Token">Which attempt.</param>
    /// <param name="Error">What it ends with if this was the last one.</param>
    /// <param name="MayRetry">Whether the exception's type allows another.</param>
    /// <param name="Random">For the wait before that: at least 0 and less than 1.</param>
    public sealed record AttemptFailed(long Token, TaskError Error, bool MayRetry, double Random) : TaskEvent;

    /// <summary>Its stored arguments cannot be read, so no attempt ever will succeed.</summary>
    public sealed record Undecodable(long Token, TaskError Error) : TaskEvent;

    /// <summary>Its attempt ended because it was told to.</summary>
    public sealed record CancelAcknowledged(long Token) : TaskEvent;

    /// <summary>Its worker gives it back, before its end: the attempt does not count.</summary>
    public sealed record Released(long Token) : TaskEvent;

    /// <summary>Its attempt reports.</summary>
    public sealed record Reported(long Token, byte[] Progress) : TaskEvent;

    /// <summary>The lease of its worker is over.</summary>
    /// <param name="Worker">Which worker.</param>
    /// <param name="Alone">Whether it was the only task that ran there.</param>
    public sealed record WorkerLost(Guid Worker, bool Alone) : TaskEvent;

    /// <summary>Somebody wants it cancelled.</summary>
    public sealed record CancelRequested : TaskEvent;

    /// <summary>Its time may have come.</summary>
    public sealed record ClockTicked : TaskEvent;

    /// <summary>No worker that lives knows its method.</summary>
    public sealed record KindUnknown : TaskEvent;

    /// <summary>A worker that knows its method has joined.</summary>
    public sealed record KindKnown : TaskEvent;

    /// <summary>A task whose result it needs has succeeded; with the last one, its arguments are whole.</summary>
    /// <param name="Arguments">The whole arguments; null while others are missing.</param>
    public sealed record NeedMet(byte[]? Arguments) : TaskEvent;

    /// <summary>A task whose result it needs has ended without one.</summary>
    public sealed record NeedFailed(Guid Need, string Message) : TaskEvent;

    /// <summary>Somebody wants it tried again after it has failed or was cancelled.</summary>
    public sealed record RetryRequested : TaskEvent;

    /// <summary>A broker has taken word of it.</summary>
    public sealed record WasPublished : TaskEvent;

    /// <summary>A broker's word of it has come to somebody who cannot run it: it has to be told again.</summary>
    public sealed record WasReturned : TaskEvent;
}
