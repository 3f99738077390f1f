using System.Globalization;

namespace Rpc.Tests.Shared;

/// <summary>A PostgreSQL server of a test's own, from Debian's package: its data in a temporary folder, on a free port of 127.0.0.1, as a user who is not root. Stopped and removed on dispose.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private ProgramRun? _run;

    /// <summary>Why there is none on this machine, or null.</summary>
    public static string? Missing => Binaries() is null ? "PostgreSQL is not installed: eng/install-services.sh installs it on Debian" : null;

    public int Port { get; } = FreePort.Tcp();

    /// <summary>How a program connects to one of its databases.</summary>
    public string ConnectionTo(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=rpc;Database={database}");

    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer();
        try
        {
            if (User is { } user)
            {
                await ServiceProgram.RunAsync("chown", [user, server._folder.Path]);
            }

            await ServiceProgram.RunAsync(Binary("initdb"), ["-D", server.Data, "-U", "rpc", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], user: User);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>, on the same port with the same data, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        // Without fsync: no test cuts the power, and what a killed server has written is the system's to keep. A disk that is busy for seconds would be a database that does not answer.
        string[] settings = ["-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", "", "-h", "127.0.0.1", "-c", "max_connections=200", "-c", "log_min_messages=panic", "-c", "fsync=off"];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _run = await ServiceProgram.StartAsync(Binary("postgres"), settings, _folder.Path, User);
        while (true)
        {
            await using ProgramRun ready = await ProgramRun.CompleteAsync(Binary("pg_isready"), ["-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-q"], limit: Patience);
            if (await ready.ExitAsync() == 0)
            {
                return;
            }

            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"PostgreSQL did not start: {_run.Output}{_run.Errors}");
            }

            // Memory that the one before shared with its children may still be in use for a moment.
            if (_run.HasExited)
            {
                await _run.DisposeAsync();
                _run = await ServiceProgram.StartAsync(Binary("postgres"), settings, _folder.Path, User);
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Kills it and all its processes at once.</summary>
    public async Task KillAsync()
    {
        _run!.KillAll();
        await _run.DisposeAsync();
        _run = null;
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    public Task CreateDatabaseAsync(string name, string? template = null) =>
        SqlAsync("postgres", $"CREATE DATABASE {name}{(template is null ? string.Empty : " TEMPLATE " + template)}");

    /// <summary>Runs SQL and gives what it prints: rows in lines, columns with bars between.</summary>
    public async Task<string> SqlAsync(string database, string sql)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(
            Binary("psql"),
            ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "rpc", "-d", database, "-c", sql],
            limit: Patience);
        return await run.ExitAsync() == 0 ? run.Output.Trim() : throw new InvalidOperationException($"{sql}: {run.Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await KillAsync();
        }

        if (User is not null)
        {
            await ServiceProgram.RunAsync("rm", ["-rf", Data], mayFail: true);
        }

        _folder.Dispose();
    }

    private string Data => Path.Combine(_folder.Path, "data");

    /// <summary>PostgreSQL refuses to run as root; its package brings a user for it.</summary>
    private static string? User => ServiceProgram.IsRoot ? "postgres" : null;

    private static string? Binaries() => Directory.Exists(Packages)
        ? Directory.GetDirectories(Packages).OrderByDescending(static version => int.TryParse(Path.GetFileName(version), out int number) ? number : 0).Select(static version => Path.Combine(version, "bin")).FirstOrDefault(static bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private static string Binary(string name) => Path.Combine(Binaries() ?? throw new InvalidOperationException(Missing), name);
}
