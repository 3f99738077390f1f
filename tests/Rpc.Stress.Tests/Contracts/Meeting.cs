namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="IMeeting"/>.</summary>
public sealed class Meeting : IMeeting
{
    private IMeeting? _guest;

    public IMeeting? Guest => Volatile.Read(ref _guest);

    public void Meet(IMeeting guest) => Volatile.Write(ref _guest, guest);

    public byte[] Body(byte[] body) => body;

    public async Task<byte[]> BodyAsync(byte[] body, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return body;
    }
}
