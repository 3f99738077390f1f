using MemoryPack;

namespace Vectors;

public enum Color : byte
{
    Red = 1,
    Green = 2,
    Blue = 200,
}

public enum Wide : long
{
    A = -1,
    B = long.MaxValue,
}

public class Point
{
    public int X { get; set; }

    public int Y { get; set; }
}

public record Person(string Name, int Age, string? Email);

public class Dto
{
    public int Id { get; set; }

    public string Name { get; set; } = "";

    public double Rate { get; set; }

    public DateTime At { get; set; }

    public List<int> Tags { get; set; } = new();
}

public struct Unmanaged
{
    public byte A;
    public int B;
    public short C;
}

public struct Managed
{
    public int Id;
    public string? Text;
}

public record struct Rate(string Pair, double Value);

public class Empty;

public class Node
{
    public int Value { get; set; }

    public Node? Next { get; set; }

    public List<Node>? Children { get; set; }
}

public class Base1
{
    public int A { get; set; }
}

public class Derived1 : Base1
{
    public string? B { get; set; }
}

public class Nullables
{
    public int? I { get; set; }

    public bool? B { get; set; }

    public Guid? G { get; set; }

    public DateTime? D { get; set; }

    public Color? C { get; set; }

    public string? S { get; set; }

    public int[]? Arr { get; set; }
}

[MemoryPackable]
public class WithIgnored
{
    public int Keep { get; set; }

    [MemoryPackIgnore]
    public int Drop { get; set; }

    public string? Tail { get; set; }
}

public class WithOrder
{
    [Rpc.MemberOrder(1)]
    public int Second { get; set; }

    [MemoryPackOrder(0)]
    public string? First { get; set; }
}

public class V1
{
    public int A { get; set; }

    public string? B { get; set; }
}

public class V2
{
    public int A { get; set; }

    public string? B { get; set; }

    public double C { get; set; }
}

[MemoryPackUnion(0, typeof(Circle))]
[Rpc.Union(1, typeof(Square))]
[MemoryPackUnion(300, typeof(Poly))]
public interface IShape;

public class Circle : IShape
{
    public double R { get; set; }
}

public class Square : IShape
{
    public double Side { get; set; }

    public string? Label { get; set; }
}

public class Poly : IShape
{
    public Point[] Points { get; set; } = [];
}

public class Gen<T>
{
    public T? Value { get; set; }

    public List<T>? Items { get; set; }
}
