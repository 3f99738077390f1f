namespace Rpc.Soak.Tests.Node;

/// <summary>Which method of <see cref="IWork"/> was called. The value is the letter in the file.</summary>
public enum Method : byte
{
    None = (byte)'-',
    Once = (byte)'o',
    OnceAsync = (byte)'a',
    Repeatable = (byte)'i',
    Note = (byte)'n',
    Failing = (byte)'f',
    Slow = (byte)'s',
    Large = (byte)'l',
    Count = (byte)'c',
    AskBack = (byte)'b',
}
