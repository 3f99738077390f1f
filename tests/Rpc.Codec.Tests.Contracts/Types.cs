using Rpc;

namespace Contracts;

[Remote]
public interface IOrders
{
    Order Get(int id);

    Size Measure(Order order);

    Sheet Draw(Sheet sheet);
}

/// <summary>Its members could not be read back from outside: the private setter is only seen here.</summary>
public class Order
{
    public int Id { get; private set; }

    public string Text { get; private set; } = "";

    public Line? First { get; set; }

    public static Order Make(int id, string text) => new() { Id = id, Text = text, First = new Line(id, 1.5) };
}

public record Line(int Number, double Price);

public readonly struct Size(short width, int height)
{
    private readonly short _width = width;
    private readonly int _height = height;

    public override string ToString() => $"{_width} x {_height}";
}

[Union(0, typeof(Round))]
[Union(1, typeof(Square))]
public abstract record Sheet;

public record Round(double Radius) : Sheet;

public record Square(double Side) : Sheet;
