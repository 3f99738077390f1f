using Rpc.Calls;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>Where commands take the token from, and the files of the name server.</summary>
public sealed class TokenCommandTests : CliTest
{
    [Fact]
    public async Task A_token_comes_from_the_option_or_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("token"), "from-a-file \nrest\n");

        Assert.Equal(0, await Run("list"));
        Assert.Equal((null, false), (Access.Options!.Token, Access.Options.TokenInClear));
        Assert.Equal(0, await Run("list", "--token", "typed", "--token-in-clear"));
        Assert.Equal(("typed", true), (Access.Options!.Token, Access.Options.TokenInClear));
        Assert.Equal(0, await Run("--token-file", folder.File("token"), "list"));
        Assert.Equal("from-a-file", Access.Options!.Token);
    }

    [Fact]
    public async Task Two_tokens_an_empty_one_and_a_missing_file_are_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("empty"), "\nsecond\n");

        await Fails(2, "--token-file", "list", "--token", "typed", "--token-file", folder.File("empty"));
        await Fails(2, "no token", "list", "--token-file", folder.File("empty"));
        await Fails(2, "empty", "list", "--token", " ");
        await Fails(1, "nowhere", "list", "--token-file", folder.File("nowhere"));
    }

    [Fact]
    public async Task A_description_says_that_methods_are_withheld()
    {
        Access.Contract = global::Rpc.Calls.ContractDescriptor.Parse("""{"name":"A.B","fingerprint":"1","partial":true,"methods":[{"number":7,"name":"Low","signature":"Low()","returns":"void","parameters":[]}],"types":[]}""");

        Assert.Equal(7, Access.Contract.Methods[0].Index);
        Assert.Equal(0, await Run("describe", "rpc://10.0.0.1:1/x"));
        Assert.Contains("not shown", Output, StringComparison.Ordinal);
        Assert.Equal(0, await Run("describe", "rpc://10.0.0.1:1/x", "--json"));
        Assert.Contains("\"partial\": true", Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens", "the-secret ali admin more\n", "line 1")]
    [InlineData("tokens", "# nothing\n\n", "holds no token")]
    [InlineData("rules", "\npay.\n", "line 2")]
    [InlineData("rules", "pay. delete=admin\n", "delete=admin")]
    [InlineData("rules", "pay. write=a\n# twice\npay. read=b\n", "line 3")]
    public async Task A_wrong_line_in_a_file_of_the_name_server_is_named_and_no_token_is_told(string option, string text, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), text);

        await Fails(2, says, "ns", "--store", "memory", "--listen", "rpc://127.0.0.1:0", "--" + option, folder.File("file"));
        Assert.DoesNotContain("the-secret", Errors, StringComparison.Ordinal);
    }

    private async Task Fails(int code, string says, params string[] arguments)
    {
        Assert.Equal(code, await Run(arguments));
        Assert.Contains(says, Errors, StringComparison.Ordinal);
        Assert.Single(Errors.Trim().Split('\n'));
        Assert.Empty(Output);
    }
}
