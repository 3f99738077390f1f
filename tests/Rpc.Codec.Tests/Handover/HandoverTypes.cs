using MemoryPack;
using Rpc;

namespace Handover;

[Remote]
public interface IHandover
{
    Basket Get(Versioned? versioned, List<Ring> rings);

    Dictionary<int, Sealed?> Seal(Sealed value, (int, Sealed) pair);
}

/// <summary>Ours, around what is MemoryPack's.</summary>
public record Basket(string Before, Versioned Item, Versioned? None, int After);

/// <summary>MemoryPack writes the length of each member before them all.</summary>
[MemoryPackable(GenerateType.VersionTolerant)]
public class Versioned
{
    [MemoryPackOrder(0)]
    public byte Id { get; set; }

    [MemoryPackOrder(1)]
    public ushort Count { get; set; }
}

/// <summary>MemoryPack writes an object once, and its number after that.</summary>
[MemoryPackable(GenerateType.CircularReference)]
public class Ring
{
    [MemoryPackOrder(0)]
    public Ring? Next { get; set; }
}

/// <summary>A struct with a formatter of its own; without references, and not its memory.</summary>
[MemoryPackable]
public struct Sealed
{
    [Inverted]
    public byte Value;
}

[AttributeUsage(AttributeTargets.Field)]
public sealed class InvertedAttribute : MemoryPackCustomFormatterAttribute<byte>
{
    public override MemoryPackFormatter<byte> GetFormatter() => throw new NotSupportedException("MemoryPack's generator would call it.");
}
