using Rpc;
using Rpc.Startup.Ours;

// Without the console's encodings and locks: they would be most of such a short program, in both of them.
using Stream output = Console.OpenStandardOutput();
if (args is ["serve"])
{
    await using RpcServer server = new();
    await server.ListenAsync("rpc://127.0.0.1:0");
    RemoteUri uri = server.Add<IAdder>(new Adder(), "adder");
    output.Write(System.Text.Encoding.UTF8.GetBytes($"ready {uri}\n"));
    while (Console.In.ReadLine() is not null)
    {
        // Serves until the input ends.
    }

    return 0;
}

await using RpcClient client = new();
int sum = client.Get<IAdder>(args[0]).Add(1, 2);
// How many methods had to be compiled until here says what ReadyToRun could not do ahead of time.
output.Write(System.Text.Encoding.UTF8.GetBytes($"{(sum == 3 ? "reply" : "wrong")} {System.Runtime.JitInfo.GetCompiledMethodCount()}\n"));
return sum == 3 ? 0 : 1;
