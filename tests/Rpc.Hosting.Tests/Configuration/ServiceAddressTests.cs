using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rpc.Hosting.Tests.Contracts;

namespace Rpc.Hosting.Tests.Configuration;

/// <summary>Addresses that whoever starts the program has put into its configuration.</summary>
public sealed class ServiceAddressTests
{
    [Theory]
    [InlineData("greeter", "ConnectionStrings:greeter", "rpc://10.0.0.7:9101", "rpc://10.0.0.7:9101/greeter")]
    [InlineData("greeter", "ConnectionStrings:greeter", "rpc://10.0.0.7:9101/other", "rpc://10.0.0.7:9101/other")]
    [InlineData("greeter", "ConnectionStrings:greeter", "rpcname:hello", "rpcname:hello")]
    [InlineData("greeter", "services:greeter:rpc:0", "tcp://localhost:5001", "rpc://localhost:5001/greeter")]
    [InlineData("greeter", "services:greeter:default:0", "localhost:5001", "rpc://localhost:5001/greeter")]
    [InlineData("greeter", "services:greeter:rpcs:0", "rpcs://localhost:5001/", "rpcs://localhost:5001/greeter")]
    [InlineData("greeter", "services:greeter:http:0", "http://localhost:5001", "rpcname:greeter")]
    [InlineData("greeter", "services:other:rpc:0", "tcp://localhost:5001", "rpcname:greeter")]
    [InlineData("rpc://shop/greeter", "services:shop:rpc:0", "tcp://localhost:5001", "rpc://localhost:5001/greeter")]
    [InlineData("rpc://shop/a%20b", "ConnectionStrings:shop", "rpc://localhost:5001", "rpc://localhost:5001/a%20b")]
    [InlineData("rpc://_admin.shop/greeter", "services:shop:admin:0", "tcp://localhost:5002", "rpc://localhost:5002/greeter")]
    [InlineData("rpc://shop:9101/greeter", "services:shop:rpc:0", "tcp://localhost:5001", "rpc://shop:9101/greeter")]
    [InlineData("rpcname:greeter", "ConnectionStrings:greeter", "rpc://localhost:5001", "rpcname:greeter")]
    public void A_proxy_leads_where_the_configuration_says(string written, string key, string value, string expected)
    {
        using IHost host = Host(written, (key, value));
        Assert.Equal(expected, RemoteProxy.UriOf(host.Services.GetRequiredService<IGreeter>()).ToString());
    }

    [Fact]
    public void A_service_that_nobody_knows_is_told_with_the_key_that_is_missing()
    {
        using IHost host = Host("rpc://shop/greeter");
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredService<IGreeter>());
        Assert.Contains("services:shop:rpc:0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_string_of_something_else_is_told()
    {
        using IHost host = Host("db", ("ConnectionStrings:db", "Host=localhost;Database=x"));
        FormatException error = Assert.Throws<FormatException>(() => host.Services.GetRequiredService<IGreeter>());
        Assert.Contains("ConnectionStrings:db is not the address", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Database", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpc://a b/c")]
    [InlineData("http://shop/greeter")]
    [InlineData("rpc://:9101/x")]
    public void A_proxy_of_something_that_is_no_address_fails_where_it_is_written(string written) => Assert.Throws<FormatException>(() => Host(written));

    [Fact]
    public void Name_servers_may_be_services_too()
    {
        using IHost host = Host("rpcname:greeter", ("Rpc:Client:NameServers", "names, other:9190, third:1"), ("services:names:tcp:0", "tcp://localhost:5001"), ("ConnectionStrings:third", "rpc://localhost:3"));
        RpcClientOptions options = host.Services.GetRequiredService<IOptions<RpcClientOptions>>().Value;
        Assert.Equal(["rpc://localhost:5001/nameserver", "rpc://other:9190/nameserver", "rpc://third:1/nameserver"], options.NameServers.Select(static one => one.ToString()));
    }

    private static IHost Host(string written, params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = TestHost.Builder(settings);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>(written);
        return builder.Build();
    }
}
