namespace Chat.Server;

/// <summary>What guests can make the server keep.</summary>
internal static class ChatLimits
{
    /// <summary>UTF-16 units of a nick or the name of a room.</summary>
    public const int Name = 20;

    /// <summary>UTF-16 units of what is said or whispered.</summary>
    public const int Text = 500;

    /// <summary>UTF-16 units of the answer to a ping; what is longer is cut off.</summary>
    public const int Answer = 50;

    /// <summary>Rooms in which somebody is.</summary>
    public const int Rooms = 100;

    /// <summary>Guests in one room.</summary>
    public const int Guests = 50;

    /// <summary>Messages that a room keeps for those who come later.</summary>
    public const int Kept = 20;

    /// <summary>Messages that wait for one listener; the oldest goes where there are more.</summary>
    public const int Waiting = 100;

    /// <summary>Seats and visitors that one connection can have at once.</summary>
    public const int References = 64;

    /// <summary>Bytes of anything that comes in: far more than the longest text needs.</summary>
    public const int MessageBytes = 16 * 1024;

    /// <summary>Bytes that wait for a guest who reads nothing; whoever whispers to it waits from then on, and nobody else.</summary>
    public const int UnsentBytes = 64 * 1024;
}
