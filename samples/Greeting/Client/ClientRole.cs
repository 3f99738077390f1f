using Greeting.Contract;
using Rpc;
using Samples;

namespace Greeting.Client;

/// <summary>Terminal 3: asks the greeter for a welcome, once for <c>--name</c> or for every name that is typed in.</summary>
internal static class ClientRole
{
    public static async Task<int> RunAsync(string? name, CancellationToken stop)
    {
        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>("rpcname:server");
        if (name is not null)
        {
            Console.WriteLine(greeter.WelcomeMessage(name));
            return 0;
        }

        name = await TypedLines.AskAsync("Your name: ", stop);
        name = string.IsNullOrEmpty(name) ? "world" : name;
        while (!string.IsNullOrEmpty(name))
        {
            Console.WriteLine(greeter.WelcomeMessage(name));
            name = await TypedLines.AskAsync("Your name: ", stop);
        }

        return 0;
    }
}
