using System.Text.Json;
using Rpc.Comparison.Measuring;

namespace Rpc.Comparison.Running;

/// <summary>
/// What a role process says and hears, one line each on its standard streams. Small on purpose: peers in other languages speak it too.
/// <code>
/// server:  -> ready ENDPOINT    &lt;- start    -> ok    &lt;- stop    -> {"cpuMicroseconds":0,"allocatedBytes":0}
/// client:  -> ready             &lt;- go       -> {"calls":0,"elapsedMicroseconds":0,"p50Microseconds":0,"p99Microseconds":0,"p999Microseconds":0,"cpuMicroseconds":0,"allocatedBytes":0}
/// </code>
/// The client gets <c>--workload NAME --endpoint ENDPOINT --warmup MS --duration MS</c>, and <c>--rate CALLS_PER_SECOND</c> where the
/// workload is paced. It checks every answer; a wrong one ends it with a message and exit code 1. The server ends when its input does,
/// so it cannot outlive the program that started it.
/// </summary>
internal static class LineProtocol
{
    public const string Ready = "ready";
    public const string Start = "start";
    public const string Ok = "ok";
    public const string Stop = "stop";
    public const string Go = "go";

    /// <summary>Client: says that the warm-up is over and blocks until the server's window is open.</summary>
    public static void AwaitGo()
    {
        Say(Ready);
        if (Console.In.ReadLine() != Go)
        {
            throw new InvalidOperationException("The run was called off.");
        }
    }

    /// <summary>Server: answers window marks until the input ends.</summary>
    public static void ServeMarks(string endpoint)
    {
        Say($"{Ready} {endpoint}");
        Usage before = default;
        while (Console.In.ReadLine() is { } line)
        {
            if (line == Start)
            {
                // A collection inside a short window would be paid for garbage made before it.
                GC.Collect();
                before = Usage.Now();
                Say(Ok);
            }
            else if (line == Stop)
            {
                Say(JsonSerializer.Serialize(Usage.Now().Since(before), ProtocolJson.Default.Usage));
            }
        }
    }

    public static void Say(string line)
    {
        Console.Out.Write(line + '\n');
        Console.Out.Flush();
    }
}
