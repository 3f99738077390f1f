using Contracts;
using Rpc;

// A name that the name server knows, or an address: dotnet run -- rpc://127.0.0.1:9101/greeter Ali
string uri = args.Length > 0 ? args[0] : "rpcname:greeter";
string name = args.Length > 1 ? args[1] : "world";

await using var client = new RpcClient();
IGreeter greeter = client.Get<IGreeter>(uri);
try
{
    Console.WriteLine(await greeter.WelcomeMessageAsync(name));
    await foreach (int number in greeter.CountAsync(3))
    {
        Console.WriteLine(number);
    }
}
catch (RpcException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

return 0;
