namespace Rpc.Testing;

/// <summary>What was done to a connection.</summary>
public enum FaultKind
{
    /// <summary>A connection was refused.</summary>
    Refused = 0,

    /// <summary>A connection was cut: both ends fail at once.</summary>
    Cut = 1,

    /// <summary>One direction was ended in order while the other went on.</summary>
    HalfClosed = 2,

    /// <summary>Bytes vanished in a black hole; counted for each send.</summary>
    Dropped = 3,

    /// <summary>Bytes came later than they were sent; counted for each packet.</summary>
    Delayed = 4,

    /// <summary>A packet was lost and sent again: it and all that follows came later.</summary>
    Lost = 5,

    /// <summary>Bytes that were sent together came apart; counted for each piece.</summary>
    Fragmented = 6,

    /// <summary>Bytes were held back because the direction was throttled; counted for each wait.</summary>
    Throttled = 7,

    /// <summary>Bytes were held back because the direction was stalled; counted once for each connection and stall.</summary>
    Stalled = 8,
}
