namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IValues"/>.</summary>
public sealed class Values : IValues
{
    public string? Text(string? value) => value;

    public async Task<string> TextAsync(string value)
    {
        await Task.Yield();
        return value;
    }

    public double Double(double value) => value;

    public float Float(float value) => value;

    public decimal Decimal(decimal value) => value;

    public DateTime Time(DateTime value) => value;

    public DateTimeOffset Moment(DateTimeOffset value) => value;

    public Guid Id(Guid value) => value;

    public long Long(long value) => value;

    public char Letter(char value) => value;

    public byte[] Bytes(byte[] value) => value;

    public async ValueTask<byte[]> BytesAsync(byte[] value, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return value;
    }

    public List<string?> Texts(List<string?> value) => value;

    public Parcel Parcel(Parcel value) => value;

    public int? Maybe(int? value) => value;
}
