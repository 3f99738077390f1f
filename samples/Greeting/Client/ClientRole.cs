using Greeting.Contract;
using Rpc;

namespace Greeting.Client;

/// <summary>Terminal 3: asks the greeter for a welcome, once for <c>--name</c> or for every name that is typed in.</summary>
internal static class ClientRole
{
    public static async Task<int> RunAsync(string? name)
    {
        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>("rpcname:server");
        if (name is not null)
        {
            Console.WriteLine(greeter.WelcomeMessage(name));
            return 0;
        }

        name = Prompt.AskName() ?? "world";
        while (name is not null)
        {
            Console.WriteLine(greeter.WelcomeMessage(name));
            name = Prompt.AskName();
        }

        return 0;
    }
}
