namespace Rpc.Soak.Tests.Node;

/// <summary>What an entry of a journal says. The value is the letter in the file.</summary>
public enum EntryKind : byte
{
    /// <summary>A client is about to make a call.</summary>
    Started = (byte)'S',

    /// <summary>A client has its reply.</summary>
    Replied = (byte)'R',

    /// <summary>A client's call has failed; the detail begins with the outcome's letter.</summary>
    Failed = (byte)'F',

    /// <summary>A client has ended in order: each call that it started has an end.</summary>
    Quit = (byte)'Q',

    /// <summary>A handler begins.</summary>
    Began = (byte)'B',

    /// <summary>A handler has done its work and is about to return.</summary>
    Done = (byte)'D',

    /// <summary>A handler got another caller's arguments.</summary>
    Wrong = (byte)'W',
}
