namespace Rpc.Stress.Tests;

/// <summary>Both sides echo.</summary>
[Remote]
public interface IMeeting
{
    /// <summary>Makes itself known, so that the other side can call it.</summary>
    void Meet(IMeeting guest);

    byte[] Body(byte[] body);

    Task<byte[]> BodyAsync(byte[] body, CancellationToken cancellationToken = default);
}
