namespace Chat.AtTerminal;

/// <summary>What a key did to the line.</summary>
internal enum Pressed
{
    /// <summary>It changed the line, or nothing.</summary>
    Key,

    /// <summary>The line is complete.</summary>
    Line,

    /// <summary>The input has ended.</summary>
    End,
}
