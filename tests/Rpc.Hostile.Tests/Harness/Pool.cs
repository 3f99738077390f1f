using System.Runtime.CompilerServices;

namespace Rpc.Hostile.Tests;

/// <summary>Tests block threads of the shared pool; the servers that they attack in this process must not wait for those.</summary>
internal static class Pool
{
    private const int Threads = 64;

#pragma warning disable CA2255 // A test assembly is a program of its own.
    [ModuleInitializer]
    internal static void MakeRoom() => ThreadPool.SetMinThreads(Threads, Threads);
#pragma warning restore CA2255
}
