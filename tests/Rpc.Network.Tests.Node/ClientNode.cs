using System.Diagnostics;
using System.Globalization;

namespace Rpc.Network.Tests.Node;

/// <summary>
/// Calls. Each line is <c>VERB ID URI TIMEOUT_MS [NUMBER]</c> and runs beside the others; in the end <c>ID OK …</c> or <c>ID FAILED STATUS REASON OUTCOME …</c> is printed,
/// with the milliseconds that it took at the end of the line. <c>names ID</c> lists what the name server knows, <c>register ID URI</c> registers something there.
/// </summary>
internal static class ClientNode
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(RpcClientOptions options)
    {
        await using var client = new RpcClient(options);
        Console.WriteLine("READY");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] == "register")
            {
                Console.WriteLine($"{words[1]} {await RegisterAsync(client, words[2])}");
                continue;
            }

            if (words[0] == "names")
            {
                Naming.NamePage page = await client.Names.NameServer.ListAsync();
                Console.WriteLine($"{words[1]} {string.Join(' ', page.Entries.Select(static entry => $"{entry.Name}={entry.Instances[0].Uri}"))}");
                continue;
            }

            int milliseconds = int.Parse(words[3], CultureInfo.InvariantCulture);
            TimeSpan timeout = milliseconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(milliseconds);
            IProbe probe = client.Get<IProbe>(words[2], new ProxyOptions { Timeout = timeout });
            _ = Task.Run(() => DoAsync(words[0], words[1], probe, words.Length > 4 ? int.Parse(words[4], CultureInfo.InvariantCulture) : 0));
        }
    }

    /// <summary><c>register ID URI</c>: without the checks that a publisher makes on its own side.</summary>
    private static async Task<string> RegisterAsync(RpcClient client, string uri)
    {
        try
        {
            await client.Names.NameServer.RegisterAsync(new Naming.NameRegistration("registered", uri, "somebody"));
            return "OK";
        }
        catch (RpcException error)
        {
            return $"FAILED {error.Status} {error.Message}";
        }
    }

    private static async Task DoAsync(string verb, string id, IProbe probe, int number)
    {
        var watch = Stopwatch.StartNew();
        string end;
        try
        {
            end = "OK " + await (verb switch
            {
                "echo" => EchoAsync(probe, number),
                "block" => Task.Run(() => probe.Echo(number).ToString(CultureInfo.InvariantCulture)),
                "hold" => HoldAsync(probe),
                "open" => OpenAsync(probe),
                "count" => CountAsync(id, probe),
                "many" => ManyAsync(probe, number),
                "load" => LoadAsync(probe, TimeSpan.FromMilliseconds(number)),
                _ => throw new ArgumentException(verb, nameof(verb)),
            });
        }
        catch (RpcException error)
        {
            end = $"FAILED {error.Status} {error.Reason} {error.Outcome}";
        }
        catch (Exception error)
        {
            end = $"FAILED {error.GetType().Name} {error.Message.ReplaceLineEndings(" ")}";
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{id} {end} {watch.ElapsedMilliseconds}"));
    }

    private static async Task<string> EchoAsync(IProbe probe, int number) => (await probe.EchoAsync(number)).ToString(CultureInfo.InvariantCulture);

    private static async Task<string> HoldAsync(IProbe probe)
    {
        await probe.HoldAsync();
        return "ended";
    }

    private static async Task<string> OpenAsync(IProbe probe)
    {
        probe.Open();
        await probe.HoldAsync();
        return "ended";
    }

    /// <summary>Tells when the first item is there; an end without an error is told as such.</summary>
    private static async Task<string> CountAsync(string id, IProbe probe)
    {
        int next = 0;
        await foreach (int item in probe.CountAsync())
        {
            if (item != next++)
            {
                return $"wrong {item} instead of {next - 1}";
            }

            if (next == 1)
            {
                Console.WriteLine($"{id} FIRST");
            }
        }

        return "ended";
    }

    /// <summary>Many callers at once, each of whom calls until it is answered.</summary>
    private static async Task<string> ManyAsync(IProbe probe, int callers)
    {
        int failures = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async i =>
        {
            var watch = Stopwatch.StartNew();
            while (true)
            {
                try
                {
                    if (await probe.EchoAsync(i) != i)
                    {
                        throw new InvalidOperationException("another caller's reply");
                    }

                    return;
                }
                catch (RpcException) when (watch.Elapsed < s_patience)
                {
                    Interlocked.Increment(ref failures);
                    await Task.Delay(20);
                }
            }
        }));
        return $"failures {failures}";
    }

    /// <summary>Calls for a while; every call ends, and what is answered is answered rightly.</summary>
    private static async Task<string> LoadAsync(IProbe probe, TimeSpan time)
    {
        int answered = 0;
        int failed = 0;
        int unknown = 0;
        long longest = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async worker =>
        {
            for (int i = worker; watch.Elapsed < time; i += 8)
            {
                long start = watch.ElapsedMilliseconds;
                try
                {
                    if (await probe.EchoAsync(i) != i)
                    {
                        throw new InvalidOperationException("another caller's reply");
                    }

                    Interlocked.Increment(ref answered);
                }
                catch (RpcException error)
                {
                    Interlocked.Increment(ref failed);
                    _ = error.Outcome == RpcOutcome.NotExecuted ? 0 : Interlocked.Increment(ref unknown);
                }

                InterlockedMax(ref longest, watch.ElapsedMilliseconds - start);
                await Task.Delay(2);
            }
        }));
        return string.Create(CultureInfo.InvariantCulture, $"answered {answered} failed {failed} unknown {unknown} longest {longest}");
    }

    private static void InterlockedMax(ref long most, long value)
    {
        long seen = Volatile.Read(ref most);
        while (value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
            seen = Volatile.Read(ref most);
        }
    }
}
