using System.IO.Pipes;
using Rpc;
using Rpc.Transports;

namespace Listings;

/// <summary>The programs of docs/from-streamjsonrpc.md.</summary>
public static class FromStreamJsonRpc
{
    public static async Task ServerAsync(string path, Action ready, CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer();
        await server.ListenAsync($"rpc+unix://{path}");                     // or rpc://127.0.0.1:0
        server.Add<ICalculator>(new Calculator(), "calculator");
        #endregion
        ready();
        await server.RunAsync(stoppingToken);
    }

    public static async Task ClientAsync(string path)
    {
        #region client
        await using var client = new RpcClient();
        ICalculator calculator = client.Get<ICalculator>($"rpc+unix://{path}#calculator");
        Console.WriteLine(await calculator.AddAsync(2, 3));                 // 5
        #endregion
    }

    public static async Task PipesAsync(string name)
    {
        #region pipes
        RemoteUri pipe = RemoteUri.Parse($"rpc+mem://{name}");              // only a name here: the two seams say what it leads to
        await using var server = new RpcServer();
        await server.ListenAsync(new PipeListener(name), pipe);
        RemoteUri uri = server.Add<ICalculator>(new Calculator(), "calculator");

        await using var client = new RpcClient(new RpcClientOptions
        {
            Connect = attempt => attempt.Address == pipe ? PipeListener.Connect(name) : attempt.Connect(),
        });
        Console.WriteLine(await client.Get<ICalculator>(uri).AddAsync(2, 3)); // 5
        #endregion
    }
}

public sealed class PipeListener(string name) : ITransportListener
{
    #region listener
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask<TransportConnection?> AcceptAsync()
    {
        var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        try
        {
            await pipe.WaitForConnectionAsync(_stop.Token);
            return TransportConnection.Over(pipe, name);
        }
        catch (OperationCanceledException)
        {
            await pipe.DisposeAsync();
            return null;                                                    // the server stops
        }
    }

    public async ValueTask DisposeAsync() => await _stop.CancelAsync();
    #endregion

    public static TransportConnection Connect(string name)
    {
        var pipe = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            pipe.Connect(TimeSpan.FromSeconds(5));
            return TransportConnection.Over(pipe, name);
        }
        catch (TimeoutException error)
        {
            pipe.Dispose();
            throw new IOException($"Nobody listens at the pipe {name}.", error);
        }
    }
}
