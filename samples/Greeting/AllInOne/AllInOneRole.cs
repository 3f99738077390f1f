using Samples;

namespace Greeting.AllInOne;

/// <summary>The three terminals in one: starts name server, server and client as processes, greets, kills the name server, and greets again.</summary>
internal static class AllInOneRole
{
    public static async Task<int> RunAsync(string? name, CancellationToken stop)
    {
        using Children children = new();
        Child nameServer = await NameServerRole.StartAsync(children, stop);
        Child server = children.Start("server");
        Console.WriteLine($"{await server.ReadLineAsync(stop)} (process {server.Id})");
        Child client = children.Start(readsInput: true, "client");

        name ??= await TypedLines.AskAsync("Your name: ", stop);
        name = string.IsNullOrEmpty(name) ? "world" : name;
        await GreetAsync(client, name, stop);

        nameServer.Kill();
        Console.WriteLine($"killed the name server (process {nameServer.Id}); calling again:");
        await GreetAsync(client, name, stop);
        return 0;
    }

    private static async Task GreetAsync(Child client, string name, CancellationToken stop)
    {
        await client.WriteLineAsync(name);
        Console.WriteLine(await client.ReadLineAsync(stop));
    }
}
