using System.CommandLine;
using Rpc.Cli.Consoles;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Cli.TaskCommands;
using Rpc.NameServer;
using Rpc.NameServer.Postgres;
using Rpc.NameServer.Stores;

namespace Rpc.Cli.Commands;

/// <summary><c>rpc ns</c>: a name server until it is stopped.</summary>
internal static class NsCommand
{
    private const string Sqlite = "sqlite:";
    private const string Postgres = "postgres:";

    public static Command Create(CommandRunner run)
    {
        var listen = new Option<RemoteUri>("--listen")
        {
            Description = "Where to listen; port 0 takes any free port. Other machines reach it only where it does not listen on 127.0.0.1.",
            HelpName = "URI",
            DefaultValueFactory = _ => new NameServerOptions().Listen,
            CustomParser = result => Parsing.Try(result, Parsing.Uri),
        };
        var store = new Option<string?>("--store")
        {
            Description = "Where names are kept: memory, sqlite:PATH, or postgres:CONNECTION-STRING, which several name servers can share. [default: a SQLite file in the user's data folder]",
            HelpName = "STORE",
        };
        var tokens = new Option<string?>("--tokens")
        {
            Description = "A file of tokens that let clients in: TOKEN [USER [ROLE,ROLE...]] a line. The one of --token does too, with the role admin.",
            HelpName = "FILE",
        };
        var rules = new Option<string?>("--rules")
        {
            Description = "A file of rules for names: PREFIX [write=ROLE,ROLE...] [read=ROLE,ROLE...] a line; * is the prefix of all.",
            HelpName = "FILE",
        };
        var clients = new Option<string?>("--client-ca")
        {
            Description = "On rpcs://, serve only clients that show a certificate of the authorities in this file (PEM).",
            HelpName = "FILE",
        };
        var discoverable = new Option<bool>("--discoverable")
        {
            Description = "Answer programs on the network that were told of no name server. They believe whoever answers; they send no token here without TLS.",
        };
        var advertise = new Option<RemoteUri?>("--advertise")
        {
            Description = "The address that others get, where it is not the one to listen on: containers, NAT, the name of a certificate.",
            HelpName = "URI",
            CustomParser = result => Parsing.Try(result, Parsing.Uri),
        };
        var tasks = new Option<string?>("--tasks")
        {
            Description = "Serve background tasks too, kept in this SQLite file: programs find them as rpcname:tasks.",
            HelpName = "FILE",
        };
        var taskRoles = new Option<string[]>("--tasks-role")
        {
            Description = "Serve them only to clients whose token has this role, or one of several with commas.",
            HelpName = "ROLE",
            DefaultValueFactory = _ => [],
            CustomParser = static result => [.. result.Tokens.SelectMany(static token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        var console = new Option<Uri?>("--console")
        {
            Description = "Serve the console too, a page for your browser, at this http:// address. It wants the key that is printed, or the one of --token.",
            HelpName = "URL",
            CustomParser = result => Parsing.Try<Uri?>(result, static text => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url is { Scheme: "http", AbsolutePath: "/" } ? url : throw new FormatException($"'{text}' is no address of a console: write one such as http://127.0.0.1:9191.")),
        };
        var command = new Command("ns", "Run a name server, until Ctrl-C.") { listen, store, tokens, rules, clients, discoverable, advertise, tasks, taskRoles, console };
        run.BindServing(
            command,
            context => ServeAsync(context, Configure(context, context.Get(listen)!, context.Get(tokens), context.Get(rules), context.Get(clients), context.Get(discoverable), context.Get(advertise)), new NsExtras(context.Get(store), context.Get(tasks), context.Get(taskRoles)!, context.Get(console))),
            "rpc ns",
            "rpc ns --console http://127.0.0.1:9191",
            "rpc ns --tasks /var/lib/rpc/tasks.db",
            "rpc ns --tokens /etc/rpc/tokens --rules /etc/rpc/rules",
            "rpc ns --listen rpc://0.0.0.0:9190 --store sqlite:/var/lib/rpc/names.db",
            "rpc ns --listen rpc://0.0.0.0:9190 --discoverable",
            "rpc ns --listen rpcs://0.0.0.0:9190 --cert server.pem --key server.key",
            "rpc ns --listen rpc://127.0.0.1:0 --store memory",
            "rpc ns --listen rpc://0.0.0.0:9190 --store 'postgres:Host=db;Username=rpc;Database=names'");
        return command;
    }

    /// <summary>The file that is used where none is given.</summary>
    public static string DefaultDatabase()
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "rpc", "names.db")
            : throw new UsageException("This user has no data folder: say where names are kept with --store sqlite:PATH, or --store memory.");
    }

    private static NameServerOptions Configure(CommandContext context, RemoteUri listen, string? tokenFile, string? ruleFile, string? clientAuthority, bool discoverable, RemoteUri? advertise)
    {
        RpcServerTls? tls = Tls(context, listen, clientAuthority);
        string? token = TokenOptions.Read(context.Parsed);
        IReadOnlyList<(string Token, string? User, string[] Roles)> tokens = tokenFile is null ? [] : NameAccessFiles.Tokens(tokenFile);
        return new NameServerOptions
        {
            Listen = listen,
            Advertise = advertise,
            Discovery = discoverable ? new DiscoveryOptions() : null,
            LoggerFactory = context.Logging,
            Rules = ruleFile is null ? [] : NameAccessFiles.Rules(ruleFile),
            ConfigureServer = server =>
            {
                server.Tls = tls;
                if (token is not null)
                {
                    server.RequireToken(token, "admin", "admin");
                }

                foreach ((string one, string? user, string[] roles) in tokens)
                {
                    server.RequireToken(one, user, roles);
                }
            },
        };
    }

    private static async Task<int> ServeAsync(CommandContext context, NameServerOptions options, NsExtras extras)
    {
        if (extras.TaskFile is not { } taskFile)
        {
            return extras.TaskRoles.Length == 0 ? await ServeAsync(context, options, extras, tasks: null).ConfigureAwait(false) : throw new UsageException("--tasks-role needs --tasks: the file of the tasks.");
        }

        var tasks = ServedTasks.Open(taskFile, extras.TaskRoles, context.Logging);
        await using (tasks.ConfigureAwait(false))
        {
            tasks.AddTo(options);
            return await ServeAsync(context, options, extras, tasks).ConfigureAwait(false);
        }
    }

    private static async Task<int> ServeAsync(CommandContext context, NameServerOptions options, NsExtras extras, ServedTasks? tasks)
    {
        (INameStore store, string text) = Open(extras.Store);
        options.Store = store;
        NameServerHost host;
        try
        {
            host = await NameServerHost.StartAsync(options, context.Token).ConfigureAwait(false);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message.Split(" (Parameter", 2)[0]);
        }
        catch (IOException error) when (error.InnerException is System.Net.Sockets.SocketException)
        {
            throw new RpcException(RpcStatus.Unavailable, $"{error.Message} Another name server may be running there; --listen URI chooses another address.", innerException: error);
        }

        await using (host.ConfigureAwait(false))
        {
            if (extras.Console is not { } listen)
            {
                return await WaitAsync(context, host.Uri, text, tasks, console: null).ConfigureAwait(false);
            }

            ServedConsole console = await StartConsoleAsync(context, listen, host.Uri).ConfigureAwait(false);
            await using (console.ConfigureAwait(false))
            {
                return await WaitAsync(context, host.Uri, text, tasks, console).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says what there is, and waits for the end.</summary>
    private static async Task<int> WaitAsync(CommandContext context, RemoteUri nameServer, string store, ServedTasks? tasks, ServedConsole? console)
    {
        if (context.Json)
        {
            NameServerBanner.WriteJson(context.Console, nameServer, store, tasks, console);
        }
        else
        {
            NameServerBanner.Write(context.Console, nameServer, store, tasks, console);
        }

        await Waiting.UntilStoppedAsync(context.Token).ConfigureAwait(false);
        await (tasks?.EndAsync() ?? default).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task<ServedConsole> StartConsoleAsync(CommandContext context, Uri listen, RemoteUri nameServer)
    {
        string? token = TokenOptions.Read(context.Parsed);
        RpcClientTls? tls = SharedOptions.ClientTls(context.Parsed);
        try
        {
            return await ServedConsole.StartAsync(listen, nameServer, client => (client.Token, client.Tls) = (token, tls), token, context.Logging, context.Token).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new RpcException(RpcStatus.Unavailable, $"The console cannot listen at {listen}: {error.Message}", innerException: error);
        }
    }

    private static RpcServerTls? Tls(CommandContext context, RemoteUri listen, string? clientAuthority)
    {
        RpcServerTls? tls = SharedOptions.ServerTls(listen, SharedOptions.ClientTls(context.Parsed));
        if (clientAuthority is null)
        {
            return tls;
        }

        if (tls is null)
        {
            throw new UsageException("--client-ca needs TLS: listen on rpcs://.");
        }

        tls.ClientCertificates = ClientCertificateMode.Required;
        tls.ClientAuthorityPath = clientAuthority;
        return tls;
    }

    private static (INameStore Store, string Text) Open(string? text)
    {
        if (text == "memory")
        {
            return (new MemoryNameStore(), "memory");
        }

        if (text?.StartsWith(Postgres, StringComparison.Ordinal) == true && text.Length > Postgres.Length)
        {
            // Without the connection string, which may hold a password.
            return (PostgresNameStore.Open(text[Postgres.Length..]), "PostgreSQL");
        }

        string path = text is null ? DefaultDatabase()
            : text.StartsWith(Sqlite, StringComparison.Ordinal) && text.Length > Sqlite.Length ? text[Sqlite.Length..]
            : throw new UsageException($"'{text}' is no store: write memory, sqlite:PATH, or postgres:CONNECTION-STRING.");
        return (SqliteNameStore.Open(path), Path.GetFullPath(path));
    }
}
