using System.ComponentModel;

namespace Rpc.Calls;

/// <summary>How the run of a call that was kept ended.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum KeptCallEnding
{
    /// <summary>With an encoded result; empty for a method without one.</summary>
    Result,

    /// <summary>With an encoded exception of the handler.</summary>
    Error,

    /// <summary>With an encoded exception before the handler was entered: its arguments could not be read.</summary>
    NotEntered,

    /// <summary>One-way: without an answer.</summary>
    NoAnswer,
}
