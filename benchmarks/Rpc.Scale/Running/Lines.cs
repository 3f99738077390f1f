using System.Text.Json;

namespace Rpc.Scale.Running;

/// <summary>
/// What a role process says and hears, one line each on its standard streams. It ends when its input does, so it cannot outlive
/// the program that started it.
/// <code>
/// server:  -> ready ENDPOINT    &lt;- start | stop | memory    -> {"cpu":0} (used since start) or {"private":0,"managed":0}
/// client:  -> ready             &lt;- go (one for each step)   -> {"NAME":0,...}
/// </code>
/// </summary>
internal static class Lines
{
    public const string Ready = "ready";
    public const string Start = "start";
    public const string Stop = "stop";
    public const string Memory = "memory";
    public const string Go = "go";

    public static void Say(string line)
    {
        Console.Out.Write(line + '\n');
        Console.Out.Flush();
    }

    public static void Say(Readings readings) => Say(JsonSerializer.Serialize(readings, ReadingsJson.Default.Readings));

    public static Readings Parse(string line) => JsonSerializer.Deserialize(line, ReadingsJson.Default.Readings)!;

    /// <summary>Server: answers until the input ends.</summary>
    public static void Serve(string endpoint)
    {
        Say($"{Ready} {endpoint}");
        double before = 0;
        while (Console.In.ReadLine() is { } line)
        {
            if (line == Memory)
            {
                Measuring.Memory memory = Measuring.Memory.Now();
                Say(new Readings { ["private"] = memory.PrivateBytes, ["managed"] = memory.ManagedBytes });
                continue;
            }

            double now = Usage.Now().CpuMicroseconds;
            Say(new Readings { ["cpu"] = now - before });
            before = line == Start ? now : before;
        }
    }
}
