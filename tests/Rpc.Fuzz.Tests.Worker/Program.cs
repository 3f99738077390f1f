using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz;

/// <summary>Tries inputs until there were as many as asked for. Writes what it found into a folder; the exit code is 0 unless the process dies.</summary>
internal static class Program
{
    // What a handler's thread has: nesting that the limits let through must fit in here.
    private const int Stack = 1 << 20;

    public static int Main(string[] arguments)
    {
        FuzzOptions options = FuzzOptions.Parse(arguments);
        var thread = new Thread(() => Run(options), Stack);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static void Run(FuzzOptions options)
    {
        using var fuzzer = new Fuzzer(options);
        fuzzer.Run();
    }
}
