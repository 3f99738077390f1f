using System.Collections;
using System.Globalization;
using System.Numerics;

namespace Evolution;

/// <summary>The first version of a type.</summary>
public class Old
{
    public int A { get; set; }
}

/// <summary>What became of it: one member of every kind of shape was appended.</summary>
public class New
{
    public int A { get; set; }

    public string? Text { get; set; }

    public string? Utf16 { get; set; }

    public (int, string) Tuple { get; set; } = (0, "");

    public Tuple<int, string>? Class { get; set; }

    public DateTimeOffset? Time { get; set; }

    public (int, string)? Optional { get; set; }

    public Vectors.Unmanaged Struct { get; set; }

    public Vectors.Unmanaged[]? Structs { get; set; }

    public List<string?>? Strings { get; set; }

    public Dictionary<int, string>? Map { get; set; }

    public Dictionary<int, long>? Fixed { get; set; }

    public Vectors.Node? Tree { get; set; }

    public Vectors.IShape?[]? Shapes { get; set; }

    public int[,]? Grid { get; set; }

    public BitArray? Bits { get; set; }

    public BigInteger Big { get; set; }

    public Version? Version { get; set; }

    public Vectors.Color Color { get; set; }

    public Vectors.Gen<string>? Generic { get; set; }

    public byte[]? Bytes { get; set; }
}

/// <summary>Members appended to a record, some with a default.</summary>
public record Grown(int A, string? B = "b", Vectors.Color C = Vectors.Color.Green, double D = 1.5, int? E = null, long F = long.MinValue)
{
    public int G { get; init; } = 7;

    public string H { get; set; } = "h";
}

/// <summary>A member without a default was appended.</summary>
public record Broken(int A, string Name);

public class Outer
{
    public List<Old> Olds { get; set; } = [];

    public Old? Last { get; set; }

    public int End { get; set; }
}

public class NewOuter
{
    public List<New> Olds { get; set; } = [];

    public New? Last { get; set; }

    public int End { get; set; }
}

[Rpc.Remote]
public interface IVersions
{
    Outer A(NewOuter outer);

    Grown B(Broken broken);
}
