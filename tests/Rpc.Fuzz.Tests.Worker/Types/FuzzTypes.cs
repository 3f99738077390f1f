namespace Rpc.Fuzz.Types;

public enum Color : byte
{
    Red = 1,
    Green = 2,
}

public enum Wide : long
{
    A = -1,
    B = long.MaxValue,
}

[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
}

public record Person(string Name, int Age, string? Email = null);

public record struct Rate(string Pair, double Value);

public record Money(decimal Amount, string Currency);

public readonly record struct Pixel(byte Depth, int X);

public struct Padded
{
    public bool Flag;
    public DateTime At;
    public (byte A, short B) Auto;
    public int? Maybe;
    public decimal Amount;
    public char Last;
}

public class Mixed
{
    public int Id { get; set; }

    public required string Name { get; init; }

    public List<string?>? Tags { get; set; }

    public Dictionary<string, Person?>? People { get; set; }

    public Color Color { get; set; }

    public DateTimeOffset At { get; set; }

    public byte[] Bytes { get; set; } = [];

    public Pixel? Pixel { get; set; }
}

public class Node
{
    public int Value { get; set; }

    public Node? Next { get; set; }

    public List<Node>? Children { get; set; }
}

public class Empty;

public record Page<T>(T[] Items, int Total);

[Union(0, typeof(Leaf))]
[Union(300, typeof(Branch))]
public abstract record Shrub
{
    public int Height { get; set; }
}

public record Leaf(string Color) : Shrub;

public sealed record Branch(Shrub Left, Shrub? Right) : Shrub;

/// <summary>A live object.</summary>
[Remote]
public interface IAccount
{
    int Balance();
}

public record Portfolio(string Owner, IAccount Main, IAccount? Spare, List<IAccount>? All);

/// <summary>A value that a surrogate stands for.</summary>
public sealed record Celsius(double Degrees);

/// <summary>Its surrogate; below absolute zero there is nothing.</summary>
public readonly struct CelsiusSurrogate : ISurrogate<Celsius, double>
{
    public static double ToSurrogate(Celsius value) => value.Degrees;

    public static Celsius FromSurrogate(double surrogate) => surrogate >= -273.15 ? new(surrogate) : throw new FormatException("It cannot be so cold.");
}
