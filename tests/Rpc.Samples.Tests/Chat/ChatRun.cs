using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>A name server and a server of the chat, and visitors as processes of their own whose lines are piped.</summary>
internal sealed class ChatRun : IAsyncDisposable
{
    public const string Sample = "Chat";

    private readonly List<ProgramRun> _runs = [];
    private readonly string[] _options;

    private ChatRun(NameServerRun names, string[] options)
    {
        Names = names;
        _options = options;
    }

    public NameServerRun Names { get; }

    public ProgramRun Server { get; private set; } = null!;

    public IReadOnlyDictionary<string, string> Environment => SamplePrograms.NameServer(Names.Address)!;

    /// <summary>Starts both.</summary>
    /// <param name="options">Of the server.</param>
    public static async Task<ChatRun> StartAsync(params string[] options)
    {
        ChatRun chat = new(await NameServerRun.StartAsync(), options);
        try
        {
            await chat.StartServerAsync();
            return chat;
        }
        catch
        {
            await chat.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server, again where it has ended.</summary>
    public async Task StartServerAsync()
    {
        Server = Start(["server", .. _options]);
        await Server.WaitForLineAsync("server at rpc://");
    }

    /// <summary>Lets somebody enter, and waits until the visitor hears that.</summary>
    public async Task<ProgramRun> JoinAsync(string nick, params string[] more)
    {
        ProgramRun visitor = Start(["join", "--nick", nick, .. more]);
        await visitor.WaitForLineAsync($"{nick} has entered");
        return visitor;
    }

    /// <summary>Starts a role.</summary>
    public ProgramRun Start(params string[] arguments)
    {
        ProgramRun run = SamplePrograms.Start(Sample, Names.Address, arguments);
        _runs.Add(run);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun run in _runs)
        {
            await run.DisposeAsync();
        }

        await Names.DisposeAsync();
    }
}
