namespace Greeting.AllInOne;

/// <summary>The three terminals in one: starts name server, server and client as processes, greets, kills the name server, and greets again.</summary>
internal static class AllInOneRole
{
    public static async Task<int> RunAsync(string? name)
    {
        using Children children = new();
        try
        {
            Child nameServer = children.Start("ns");
            string address = await ReadAddressAsync(nameServer);
            Child server = children.Start("server", address);
            await ReadAddressAsync(server);
            Child client = children.Start("client", address);

            name ??= Prompt.AskName() ?? "world";
            await GreetAsync(client, name);

            nameServer.Kill();
            Console.WriteLine($"killed the name server (process {nameServer.Id}); calling again:");
            await GreetAsync(client, name);
            return 0;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // A child told the reason on the error stream, which is ours.
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    // A child says where it is once it is ready: "name server at rpc://127.0.0.1:40123".
    private static async Task<string> ReadAddressAsync(Child child)
    {
        string line = await child.ReadLineAsync();
        Console.WriteLine($"{line} (process {child.Id})");
        return line[(line.LastIndexOf(' ') + 1)..];
    }

    private static async Task GreetAsync(Child client, string name)
    {
        await client.WriteLineAsync(name);
        Console.WriteLine(await client.ReadLineAsync());
    }
}
