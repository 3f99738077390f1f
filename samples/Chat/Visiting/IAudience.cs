using Chat.Contract;

namespace Chat.Visiting;

/// <summary>Who hears what happens during a visit.</summary>
internal interface IAudience
{
    /// <summary>Something happened in the room. The next message waits until the task is done.</summary>
    ValueTask HeardAsync(Message message);

    /// <summary>So many messages are lost: they came faster than they were heard.</summary>
    void Missed(long messages);

    /// <summary>The server went, or is back.</summary>
    void Noticed(string what);
}
