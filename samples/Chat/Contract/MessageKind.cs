namespace Chat.Contract;

/// <summary>What a message tells.</summary>
public enum MessageKind
{
    /// <summary>Somebody said something.</summary>
    Said,

    /// <summary>Somebody came.</summary>
    Entered,

    /// <summary>Somebody left and said so.</summary>
    Left,

    /// <summary>Somebody is gone without a goodbye: the program was killed, or its connection broke.</summary>
    Vanished,
}
