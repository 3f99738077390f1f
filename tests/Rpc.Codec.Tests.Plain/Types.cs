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
