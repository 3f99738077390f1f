namespace Plain;

public record Address(string Street, int Number);

public class Settable
{
    public int Id { get; set; }

    public string? Name { get; set; }
}

public class Fields
{
    public int A;
    public string? B;
}

public struct Pixel
{
    public byte R;
    public int Depth;
    public short X;
}

public record struct Money(decimal Amount, byte Scale);

public enum Weather
{
    Sunny = 1,
    Rainy = 2,
}

public class Box<T>
{
    public T? Content { get; set; }
}

/// <summary>A moment whose insides nobody else sees.</summary>
public readonly struct Instant : IEquatable<Instant>
{
    private readonly long _ticks;

    private Instant(long ticks) => _ticks = ticks;

    public static bool operator ==(Instant left, Instant right) => left.Equals(right);

    public static bool operator !=(Instant left, Instant right) => !left.Equals(right);

    public static Instant FromTicks(long ticks) => ticks >= 0 ? new(ticks) : throw new ArgumentOutOfRangeException(nameof(ticks), "There was nothing before the first tick.");

    public long ToTicks() => _ticks;

    public bool Equals(Instant other) => _ticks == other._ticks;

    public override bool Equals(object? obj) => obj is Instant other && Equals(other);

    public override int GetHashCode() => _ticks.GetHashCode();
}

/// <summary>A temperature, made by its factory only.</summary>
public sealed class Celsius
{
    private readonly double _degrees;

    private Celsius(double degrees) => _degrees = degrees;

    public static Celsius Of(double degrees) => new(degrees);

    public double Degrees() => _degrees;
}

/// <summary>A value or none.</summary>
public readonly struct Option<T>
{
    private readonly T[] _items;

    private Option(T[] items) => _items = items;

    public static Option<T> Of(params T[] items) => new(items);

    public T[] Items() => _items ?? [];
}

/// <summary>A chain of numbers.</summary>
public sealed class Chain
{
    private Chain(int value, Chain? next) => (Value, Next) = (value, next);

    public int Value { get; }

    public Chain? Next { get; }

    public static Chain Of(int value, Chain? next) => new(value, next);
}

/// <summary>Text that is not to be seen.</summary>
public sealed class Secret
{
    private readonly string _text;

    private Secret(string text) => _text = text;

    public static Secret Of(string text) => new(text);

    public string Reveal() => _text;
}

/// <summary>A word, or none.</summary>
public sealed class Word
{
    private readonly string _text;

    private Word(string text) => _text = text;

    public static Word Of(string text) => new(text);

    public string Spell() => _text;
}
