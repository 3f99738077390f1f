using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>The bytes in Golden/ are what peers of today send: a change that breaks one breaks those peers.</summary>
public sealed class GoldenTests
{
    private static string Folder => RepositoryPaths.Path("tests", "Rpc.Protocol.Tests", "Golden");

    public static TheoryData<string> Names => [.. GoldenCases.All.Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_that_are_written_are_those_in_the_file(string name)
    {
        byte[] written = Find(name).Written;
        Assert.True(File.Exists(PathOf(name)), $"Golden/{name}.hex is missing; today's bytes are {Convert.ToHexStringLower(written)}");
        Assert.Equal(Convert.ToHexStringLower(Kept(name)), Convert.ToHexStringLower(written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_in_the_file_are_read_as_the_values(string name) => Find(name).Read(Kept(name));

    [Fact]
    public void Every_file_has_a_case() =>
        Assert.Equal(GoldenCases.All.Select(static c => c.Name).Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.hex").Select(static f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_frame_type_has_a_case()
    {
        HashSet<byte> covered = [.. GoldenCases.All.Where(static c => c.Name is not ("hello" or "welcome")).Select(static c => c.Written[4])];
        Assert.Equal(Enum.GetValues<FrameType>().Where(static t => t != FrameType.None).Select(static t => (byte)t), covered.Order());
    }

    private static GoldenCase Find(string name) => GoldenCases.All.Single(c => c.Name == name);

    private static string PathOf(string name) => Path.Combine(Folder, name + ".hex");

    private static byte[] Kept(string name) => Bytes.FromHex(File.ReadAllText(PathOf(name)));
}
