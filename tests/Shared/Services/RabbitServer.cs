using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rpc.Tests.Shared;

/// <summary>
/// A RabbitMQ broker of a test's own, from Debian's package: its data in a temporary folder, on free ports of 127.0.0.1, with no plugins. It takes some seconds to start, so share one where tests allow.
/// Stopped and removed on dispose; killed when the process of the tests ends otherwise. One test at a time may stop and start it.
/// </summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    // The ones in sbin insist on the package's own user.
    private const string Programs = "/usr/lib/rabbitmq/bin";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly int _epmdPort = FreePort.Lasting();
    private readonly RabbitFiles _files;
    private ProgramRun? _epmd;
    private ProgramRun? _node;

    private RabbitServer(IEnumerable<string> settings)
    {
        _files = new RabbitFiles(Port, _epmdPort, settings);
    }

    /// <summary>Why there is none on this machine, or null.</summary>
    public static string? Missing => File.Exists(Path.Combine(Programs, "rabbitmq-server")) ? null : "RabbitMQ is not installed: eng/install-services.sh installs it on Debian";

    /// <summary>Where it speaks AMQP; the same after each start.</summary>
    public int Port { get; } = FreePort.Lasting();

    /// <summary>How a client connects to it, with all rights.</summary>
    public Uri Uri => new(string.Create(CultureInfo.InvariantCulture, $"amqp://guest:guest@127.0.0.1:{Port}/"));

    /// <summary>The folder that holds all of it.</summary>
    public string Folder => _files.Folder;

    /// <summary>The ids of its living processes: the node and its helpers, and the port mapper.</summary>
    public IReadOnlyList<int> Processes => [.. _node?.Alive() ?? [], .. _epmd?.Alive() ?? []];

    /// <param name="settings">Lines of rabbitmq.conf beside those that keep it small, e.g. <c>consumer_timeout = 5000</c>.</param>
    public static async Task<RabbitServer> StartNewAsync(params string[] settings)
    {
        var server = new RabbitServer(settings);
        try
        {
            // A node that finds no port mapper starts one that outlives it.
            server._epmd = await ServiceProgram.StartAsync("epmd", ["-port", server._epmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"], server.Folder);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="StopAsync"/> or <see cref="KillAsync"/>, on the same port with the same data, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var watch = Stopwatch.StartNew();
        _node = await ServiceProgram.StartAsync(Path.Combine(Programs, "rabbitmq-server"), [], Folder, environment: _files.Environment);
        while (!await AnswersAsync())
        {
            if (_node.HasExited || watch.Elapsed > Patience)
            {
                throw new InvalidOperationException($"RabbitMQ did not start: {_node.Output}{_node.Errors}{_epmd?.Errors}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Stops it in order: clients are told, queues are written.</summary>
    public async Task StopAsync()
    {
        _node!.Signal("TERM");
        await _node.ExitAsync(Patience);
        await GoneAsync();
    }

    /// <summary>Kills it and all its processes at once, as a crash of the machine would.</summary>
    public async Task KillAsync()
    {
        _node!.KillAll();
        await GoneAsync();
    }

    /// <summary>Makes it believe that it is out of memory, so that it reads nothing more from connections that publish; or ends that. A restart ends it too.</summary>
    public Task SetMemoryAlarmAsync(bool on) => on ? CtlAsync("set_vm_memory_high_watermark", "0") : CtlAsync("set_vm_memory_high_watermark", "absolute", RabbitFiles.MemoryLimit);

    /// <summary>Runs <c>rabbitmqctl</c>, which takes about a second, and gives what it prints, without headings.</summary>
    public Task<string> CtlAsync(params string[] arguments) => ServiceProgram.RunAsync(Path.Combine(Programs, "rabbitmqctl"), ["--quiet", .. arguments], Folder, environment: _files.Environment);

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            await KillAsync();
        }

        if (_epmd is not null)
        {
            await _epmd.DisposeAsync();
            _epmd = null;
        }

        _files.Dispose();
    }

    private async Task GoneAsync()
    {
        await _node!.DisposeAsync();
        if (!await _node.AllGoneAsync(Patience))
        {
            throw new TimeoutException("Processes of RabbitMQ are still there.");
        }

        _node = null;
    }

    /// <summary>The port opens when all else is up, and then the broker answers a greeting with a frame (1: method); a wrong greeting would be answered with AMQP.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await socket.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
            await socket.SendAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), patience.Token);
            byte[] answer = new byte[1];
            return await socket.ReceiveAsync(answer, patience.Token) == 1 && answer[0] == 1;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
