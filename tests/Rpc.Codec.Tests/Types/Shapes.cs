using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Types;

[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
}

/// <summary>Every way to get a value into an object.</summary>
public class Bindings(int bound, string text = "none")
{
    public const int Constant = 1;

    public int Bound => bound;

    public string Text { get; } = text;

    public int Settable { get; set; } = 5;

    public string Init { get; init; } = "init";

    public required string Required { get; set; }

    public required int RequiredInit { get; init; }

    public long PrivateSet { get; private set; } = 7;

    public readonly short ReadOnlyField;

    [Rpc.MemberInclude]
    private string _included = "in";

    [Rpc.MemberInclude]
    internal Guid Internal { get; private protected set; }

    [Rpc.MemberIgnore]
    public object? Ignored { get; set; }

    public int Computed => Settable * 2;

    public int this[int index] => index;

    public static int Shared { get; set; }

    public string Included() => _included;

    public void Fill()
    {
        PrivateSet = 70;
        _included = "filled";
        Internal = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
    }
}

/// <summary>A struct with references whose members are only set from inside.</summary>
public struct Inside
{
    public string? Text { get; private set; }

    public readonly int Number;

    [Rpc.MemberInclude]
    private long Hidden { get; set; }

    public static Inside Make(string text, long hidden) => new() { Text = text, Hidden = hidden };

    public readonly long Seen() => Hidden;
}

public class TwoConstructors
{
    public TwoConstructors() => A = -1;

    [Rpc.CodecConstructor]
    public TwoConstructors(int a) => A = a;

    public int A { get; }
}

public class SetsRequired
{
    [SetsRequiredMembers]
    public SetsRequired(string name) => Name = name;

    public required string Name { get; init; }
}

public class Animal
{
    public virtual string Name { get; set; } = "";

    public int Legs { get; set; }
}

public class Dog : Animal
{
    public override string Name { get; set; } = "dog";

    public new double Legs { get; set; }

    public bool @class { get; set; }
}

public record Pair<TFirst, TSecond>(TFirst First, TSecond Second)
    where TFirst : notnull;

public record Tree(int Value, IReadOnlyList<Tree> Children);

public readonly record struct Money(decimal Amount, string Currency);

[Rpc.Union(0, typeof(Leaf))]
[Rpc.Union(7, typeof(Branch))]
public abstract record Shrub
{
    public int Height { get; set; }
}

public record Leaf(string Color) : Shrub;

public sealed record Branch(Shrub Left, Shrub? Right) : Shrub;

public struct Sequential
{
    public bool Flag;
    public DateTime At;
    public (byte A, short B) Auto;
    public int? Maybe;
    public decimal Amount;
    public byte Last;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Packed
{
    public byte A;
    public long B;
    public Half C;
}

[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct Explicit
{
    [FieldOffset(4)]
    public int A;

    [FieldOffset(16)]
    public Int128 B;
}

[StructLayout(LayoutKind.Auto)]
public struct Auto
{
    public byte A;
    public long B;
    public short C;
    public DateTimeOffset D;
}

public readonly struct Meters(double value) : IEquatable<Meters>
{
    private readonly double _value = value;

    public static bool operator ==(Meters left, Meters right) => left.Equals(right);

    public static bool operator !=(Meters left, Meters right) => !left.Equals(right);

    public bool Equals(Meters other) => _value.Equals(other._value);

    public override bool Equals(object? obj) => obj is Meters other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();
}

public struct Nothing;

public struct Holder
{
    public Nothing N;
    public Meters M;
    public Rights R;
    public Sequential? S;
}

/// <summary>Members that only accessors reach, in a generic type.</summary>
public class Page<T>
    where T : notnull
{
    public T? Item { get; private set; }

    public int Number { get; protected set; }

    [Rpc.MemberInclude]
    private List<T> _items = [];

    public List<T> Items() => _items;

    public static Page<T> Of(T item, int number) => new() { Item = item, Number = number, _items = [item] };
}

/// <summary>Inherits them.</summary>
public class Chapter : Page<string>
{
    public static Chapter Make(int number) => new() { Number = number };
}

public class Outer<T>
{
    public T? Own { get; set; }

    /// <summary>Not generic by itself.</summary>
    public struct Within
    {
        public T? Value { get; private set; }

        [Rpc.MemberInclude]
        private string? Text { get; set; }

        public static Within Of(T value, string text) => new() { Value = value, Text = text };

        public readonly string? Read() => Text;
    }
}
