namespace Rpc.Runtime.Tests;

/// <summary>Gives back what it gets.</summary>
[Remote]
public interface IValues
{
    string? Text(string? value);

    Task<string> TextAsync(string value);

    double Double(double value);

    float Float(float value);

    decimal Decimal(decimal value);

    DateTime Time(DateTime value);

    DateTimeOffset Moment(DateTimeOffset value);

    Guid Id(Guid value);

    long Long(long value);

    char Letter(char value);

    byte[] Bytes(byte[] value);

    ValueTask<byte[]> BytesAsync(byte[] value, CancellationToken cancellationToken = default);

    List<string?> Texts(List<string?> value);

    Parcel Parcel(Parcel value);

    int? Maybe(int? value);
}
