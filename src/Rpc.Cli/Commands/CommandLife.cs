namespace Rpc.Cli.Commands;

/// <summary>How long a command lives, and what it logs.</summary>
internal enum CommandLife
{
    /// <summary>Until it is answered, or <c>--timeout</c> is over; logs on request only.</summary>
    Answer,

    /// <summary>Until it is stopped or its own time is over; logs on request only, since it tells itself what goes wrong.</summary>
    Stay,

    /// <summary>Until it is stopped; warnings are logged.</summary>
    Serve,
}
