namespace Rpc.Protocol;

/// <summary>The named reasons for which a connection is ended because of what its peer sent.</summary>
internal enum ProtocolFault
{
    FrameTooLong,
    UnknownFrameType,
    ReservedBits,
    BodyCutOff,
    BodyTooLong,
    BadText,
    BadShapes,
    BadHandshake,
    WrongVersion,
    OtherProtocol,
    UnexpectedFrame,
    DuplicateId,
    BadChunk,
    TooManyPings,
    AnswersUnread,
    TooMuchIncomplete,
    CreditAbuse,
}
