namespace Rpc.Tasks.Postgres;

/// <summary>Carries what went wrong with the database out of an edit, whatever the edit has made of it. Never leaves the store.</summary>
/// <param name="failure">What went wrong first.</param>
/// <param name="wasCommitting">Whether that was in the round trip that commits.</param>
/// <param name="error">What came out of the edit.</param>
internal sealed class SessionException(Exception failure, bool wasCommitting, Exception error) : Exception(failure.Message, error)
{
    public Exception Failure => failure;

    public bool WasCommitting => wasCommitting;
}
