namespace Rpc.Runtime.Tests;

/// <summary>Has members that come back in each way: by constructor, <see langword="init"/> and setter; and some that stay at home.</summary>
public class OutOfStockException(string message, int left, Exception? innerException = null) : Exception(message, innerException)
{
    public int Left { get; } = left;

    public Order? Order { get; init; }

    public List<string> Shelves { get; set; } = [];

    public int Doubled => Left * 2;

    [MemberIgnore]
    public string Secret { get; set; } = "home";
}
