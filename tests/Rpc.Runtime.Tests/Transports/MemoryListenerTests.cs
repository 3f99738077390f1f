using Rpc.Transports;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What whoever connects within the process is told.</summary>
public sealed class MemoryListenerTests
{
    [Fact]
    public async Task One_who_finds_nobody_and_one_who_finds_a_full_line_are_told_different_things()
    {
        string name = $"line-{Guid.NewGuid():N}";
        IOException nobody = Assert.Throws<IOException>(() => MemoryListener.Connect(name));
        Assert.Contains("nobody in this process listens", nobody.Message, StringComparison.Ordinal);

        await using MemoryListener listener = MemoryListener.Listen(name);
        for (int i = 0; i < 512; i++)
        {
            MemoryListener.Connect(name);
        }

        IOException full = Assert.Throws<IOException>(() => MemoryListener.Connect(name));
        Assert.Contains("512 connections wait", full.Message, StringComparison.Ordinal);
    }
}
