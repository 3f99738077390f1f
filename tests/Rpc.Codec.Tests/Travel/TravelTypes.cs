using MemoryPack;
using Rpc;

namespace Travel;

public enum Bytes : byte { A = 200 }

public enum SBytes : sbyte { A = -5 }

public enum Shorts : short { A = -300 }

public enum UShorts : ushort { A = 60_000 }

public enum Ints { A = -70_000 }

public enum UInts : uint { A = 4_000_000_000 }

public enum Longs : long { A = long.MinValue }

public enum ULongs : ulong { A = ulong.MaxValue }

public record Person(string Name, int Age, string? Email = null);

public class Init
{
    public int Id { get; init; }

    public required string Name { get; init; }
}

public class Guarded
{
    [MemberInclude]
    private string _note = "";

    public int Id { get; private set; }

    [MemberInclude]
    internal int Inner { get; set; }

    [MemberInclude]
    protected int Below { get; set; }

    public static Guarded Of(int id, string note) => new() { Id = id, _note = note, Inner = id + 1, Below = id + 2 };

    public string Tell() => $"{_note} {Inner} {Below}";
}

public class Several
{
    public Several(string text) => Number = text.Length;

    [CodecConstructor]
    public Several(int number) => Number = number;

    public int Number { get; }
}

public class Parameters(int id, string name)
{
    public int Id { get; } = id;

    public string Name => name;
}

public readonly struct Pixel(byte depth, int x)
{
    public byte Depth { get; } = depth;

    public int X { get; } = x;
}

public struct Labelled
{
    public int Id;
    public string? Text;
}

public readonly record struct Rate(string Pair, double Value);

public record Page<T>(T[] Items, int Total);

public record Result<T, TError>(T? Value, TError? Error)
    where T : struct
    where TError : class;

public record Tree(int Value, List<Tree> Children);

public class Item
{
    public int Value { get; set; }

    public Item? Next { get; set; }
}

public record Folder(string Name, List<Document> Documents);

public record Document(string Name, Folder? Attached);

public static class Shelf
{
    public record Book(string Title);
}

public class Animal
{
    public string Name { get; set; } = "";
}

public class Dog : Animal
{
    public bool Barks { get; set; }
}

[Union(0, typeof(Circle))]
[Union(1, typeof(Square))]
public interface IShape;

public record Circle(double Radius) : IShape;

public record Square(double Side) : IShape;

[Union(0, typeof(Added))]
public abstract record Event(int Number);

public sealed record Added(int Number, string What) : Event(Number);

[MemoryPackable]
[MemoryPackUnion(0, typeof(Car))]
public interface IVehicle;

[MemoryPackable]
public class Car : IVehicle
{
    [MemoryPackOrder(1)]
    public int Wheels { get; set; }

    [MemoryPackOrder(0)]
    public string? Maker { get; set; }

    [MemoryPackIgnore]
    public int Cached { get; set; }
}

[Remote]
public interface IAccount
{
    int Balance();
}

public record Portfolio(string Owner, IAccount Main);
