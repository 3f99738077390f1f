using Rpc;

if (args is ["server"])
{
    await using var server = new RpcServer();
    await server.ListenAsync("rpc://127.0.0.1:0");
    Console.WriteLine(server.Add<IPricing>(new Pricing(), "pricing"));
    using var ended = new CancellationTokenSource();
    _ = Task.Run(() =>
    {
        Console.In.ReadToEnd();
        ended.Cancel();
    });
    await server.RunAsync(ended.Token);
    return 0;
}

await using var client = new RpcClient();
IPricing pricing = client.Get<IPricing>(args[0]);
Order order = new("tea", 3, [new Discount("loyal", 0.5m)]);
Receipt sync = pricing.Price(order);
Receipt async = await pricing.PriceAsync(order);
Console.WriteLine(FormattableString.Invariant($"{sync.Order.Article}: {sync.Total}, {async.Total}, {sync.Order.Discounts[0].Reason}"));
return 0;

[Remote]
public interface IPricing
{
    Receipt Price(Order order);

    ValueTask<Receipt> PriceAsync(Order order, CancellationToken cancellationToken = default);
}

public sealed record Discount(string Reason, decimal Amount);

public sealed record Order(string Article, int Count, List<Discount> Discounts);

public sealed record Receipt(Order Order, decimal Total);

internal sealed class Pricing : IPricing
{
    public Receipt Price(Order order) => new(order, (order.Count * 2m) - order.Discounts.Sum(discount => discount.Amount));

    public ValueTask<Receipt> PriceAsync(Order order, CancellationToken cancellationToken = default) => new(Price(order));
}
