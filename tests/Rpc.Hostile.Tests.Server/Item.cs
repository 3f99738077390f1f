namespace Rpc.Hostile.Tests.Server;

/// <summary>A value with members of many kinds, and with more of itself inside.</summary>
public sealed class Item
{
    public int Number { get; set; }

    public string? Name { get; set; }

    public bool Flag { get; set; }

    public DateTime Time { get; set; }

    public decimal Price { get; set; }

    public Guid? Key { get; set; }

    public double[]? Values { get; set; }

    public List<Item>? Children { get; set; }
}
