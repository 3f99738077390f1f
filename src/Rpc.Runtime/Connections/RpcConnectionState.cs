namespace Rpc;

/// <summary>How a client stands with one address.</summary>
public enum RpcConnectionState
{
    /// <summary>There is no connection, and nothing stands against making one at the next call.</summary>
    Idle = 0,

    /// <summary>A connection is being made.</summary>
    Connecting = 1,

    /// <summary>Calls can be made.</summary>
    Connected = 2,

    /// <summary>The server shuts down: it finishes the calls that it has taken; the next call connects anew.</summary>
    Draining = 3,

    /// <summary>Connecting has failed; calls wait for the next attempt, or fail until then.</summary>
    BackingOff = 4,
}
