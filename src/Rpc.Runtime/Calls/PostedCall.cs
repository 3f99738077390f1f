namespace Rpc.Calls;

/// <summary>A one-way call that was sent, until its server is known to have taken it.</summary>
/// <remarks>Owned by the connection that it was sent over, under that one's lock, until it is forgotten or sent again; then by nobody or by itself.</remarks>
internal abstract class PostedCall
{
    /// <summary>The id on the wire; given by the connection.</summary>
    public ulong Id { get; set; }

    /// <summary>Bytes of its message.</summary>
    public int Length { get; set; }

    /// <summary>The one that was sent next.</summary>
    public PostedCall? Next { get; set; }

    /// <summary>Takes its place before the calls of its proxy that are made from now on.</summary>
    public abstract void EnterLine();

    /// <summary>Sends it again in its place. Does not wait, does not throw, and forgets it then.</summary>
    public abstract void SendAgain();

    /// <summary>It is not needed any more: the object may be used for another call.</summary>
    public abstract void Forget();
}
