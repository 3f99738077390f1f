using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Runs what the READMEs of the packages show, as far as it needs no service.</summary>
[Collection("console")]
public sealed class PackageListingTests
{
    [Fact]
    public async Task A_server_and_a_client_in_seven_lines() => Assert.Equal("5\n", await PrintedAsync(Listings.Packages.RuntimeAsync));

    [Fact]
    public async Task A_name_server_in_a_program()
    {
        using TemporaryFolder folder = new();

        Assert.Equal("6\n", await PrintedAsync(() => Listings.Packages.NameServerAsync(folder.File("names.db"))));
    }
}
