#region program
using Hello;
using Rpc;

await using var client = new RpcClient();
IGreeter greeter = client.Get<IGreeter>("rpcname:greeter");         // no I/O yet: the first call resolves and connects

Console.WriteLine(greeter.WelcomeMessage("Ali"));                   // Hi welcome Ali
await foreach (int number in greeter.Count(to: 3))
{
    Console.WriteLine(number);                                      // 1, 2, 3
}

try
{
    await greeter.GetQuoteAsync("EUR/XXX");
}
catch (KeyNotFoundException error)                                  // thrown by the server, comes back as itself
{
    Console.WriteLine(error.Message);                               // No quote for EUR/XXX.
}
#endregion
