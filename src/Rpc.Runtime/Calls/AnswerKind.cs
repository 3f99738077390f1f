namespace Rpc.Calls;

/// <summary>What an answering message is.</summary>
internal enum AnswerKind
{
    Reply,
    Error,
    StreamItems,
    StreamEnd,
}
