using Greeting.Contract;
using Rpc;
using Samples;

namespace Greeting.Client;

/// <summary>Terminal 3: asks the greeter for a welcome, once for <c>--name</c> or for every name that is typed in.</summary>
internal static class ClientRole
{
    public static async Task<int> RunAsync(string? name, CancellationToken stop)
    {
        #region client
        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>("rpcname:server");
        string somebody = name ?? await AskAsync(stop) ?? "world";
        Console.WriteLine(greeter.WelcomeMessage(somebody));
        #endregion

        while (name is null && await AskAsync(stop) is { } next)
        {
            Console.WriteLine(greeter.WelcomeMessage(next));
        }

        return 0;
    }

    // Null at the end of the input, and for an empty line.
    private static async Task<string?> AskAsync(CancellationToken stop) => await TypedLines.AskAsync("Your name: ", stop) is { Length: > 0 } typed ? typed : null;
}
