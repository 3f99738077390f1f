using Listings;
using Xunit;

namespace Rpc.Samples.Tests;

/// <summary>Runs the listings of docs/security.md.</summary>
[Collection("console")]
public sealed class SecurityListingTests
{
    [Fact]
    public async Task A_token_brings_a_user_and_its_roles() =>
        Assert.Equal("Hi ali\nPermissionDenied\n", await PrintedAsync(() => Listings.Security.TokenAsync("a long random text")));

    [Fact]
    public async Task Objects_require_roles_beside_their_contracts() =>
        Assert.Equal("Hi welcome Ali\nPermissionDenied\n", await PrintedAsync(Listings.Security.ObjectAsync));

    [Fact]
    public async Task A_hook_refuses_whom_it_does_not_know() =>
        Assert.Contains("you are not on the list", await PrintedAsync(() => Listings.Security.HookAsync(new Dictionary<string, string>())), StringComparison.Ordinal);

    [Fact]
    public async Task Tokens_can_come_from_a_file_that_changes() => Assert.Equal("True\n", await PrintedAsync(() =>
    {
        Listings.Security.Rotation(Path.GetTempPath());
        return Task.CompletedTask;
    }));
}
