namespace Rpc.Gateway.Tests;

public sealed record Order(string Article, int Count, bool Gift = false, Address? To = null);

public sealed record Address(string Street, string Town);

public sealed record Receipt(Guid Id, string Text, DateTimeOffset At, IReadOnlyDictionary<string, double> Prices);

public enum Size
{
    Small,
    Large,
}
