using Xunit;

namespace Rpc.Naming.Tests;

public class RemoteUriTests
{
    [Fact]
    public void A_tcp_uri_has_host_port_and_object()
    {
        RemoteUri uri = RemoteUri.Parse("rpc://10.0.0.7:9101/greeter");

        Assert.Equal(RemoteScheme.Tcp, uri.Scheme);
        Assert.Equal("10.0.0.7", uri.Host);
        Assert.Equal(9101, uri.Port);
        Assert.Equal("greeter", uri.ObjectId);
        Assert.Equal("rpc://10.0.0.7:9101", uri.WithoutObject().ToString());
    }

    [Fact]
    public void A_unix_uri_has_a_path_and_its_object_in_the_fragment()
    {
        RemoteUri uri = RemoteUri.Parse("rpc+unix:///run/my%20app.sock#greeter");

        Assert.Equal(RemoteScheme.Unix, uri.Scheme);
        Assert.Equal("/run/my app.sock", uri.Path);
        Assert.Equal("greeter", uri.ObjectId);
        Assert.Null(uri.Host);
    }

    [Fact]
    public void A_name_may_carry_its_name_server_whose_port_has_a_default()
    {
        RemoteUri uri = RemoteUri.Parse("rpcname:shop.orders@ns.example");

        Assert.Equal("shop.orders", uri.Name);
        Assert.Equal(RemoteUri.Parse("rpc://ns.example:9190/nameserver"), uri.NameServer);
        Assert.Equal("rpcname:shop.orders@ns.example:9190", uri.ToString());
        Assert.Null(RemoteUri.Parse("rpcname:shop.orders").NameServer);
    }

    [Fact]
    public void Tags_keep_their_order()
    {
        RemoteUri uri = RemoteUri.Parse("rpcmeta:b,a%2Cc@[::1]:77");

        Assert.Equal(["b", "a,c"], uri.Tags);
        Assert.Equal("::1", uri.NameServer!.Host);
    }

    [Theory]
    [InlineData("RPC://HOST.Example:9101/Greeter", "rpc://host.example:9101/Greeter")]
    [InlineData("rpc://[0:0:0:0:0:0:0:1]:09/x", "rpc://[::1]:9/x")]
    [InlineData("rpcs://a_b-c:0", "rpcs://a_b-c:0")]
    [InlineData("rpc+mem://bus/%7Ex", "rpc+mem://bus/~x")]
    [InlineData("rpcname:k%c3%b6ln", "rpcname:k%C3%B6ln")]
    public void Text_is_brought_into_one_form(string text, string canonical) => Assert.Equal(canonical, RemoteUri.Parse(text).ToString());

    [Theory]
    [InlineData("", 0, "the text is empty")]
    [InlineData("greeter", 0, "the scheme is none of")]
    [InlineData("http://a:1/x", 0, "the scheme is none of")]
    [InlineData("rpc://", 6, "the host is missing")]
    [InlineData("rpc://:9101/x", 6, "the host is missing")]
    [InlineData("rpc://host/x", 10, "the port is missing")]
    [InlineData("rpc://host:/x", 10, "the port is missing")]
    [InlineData("rpc://host:65536/x", 11, "0 to 65535")]
    [InlineData("rpc://host:-1/x", 11, "0 to 65535")]
    [InlineData("rpc://host:+80/x", 11, "0 to 65535")]
    [InlineData("rpc://host:9101?x=1", 11, "no query")]
    [InlineData("rpc://host:9101/", 16, "the object id is empty")]
    [InlineData("rpc://host:9101/a/b", 17, "'/' must be written as %2F")]
    [InlineData("rpc://host:9101/a?b", 17, "'?' must be written as %3F")]
    [InlineData("rpc://host:9101/ö", 16, "'ö' must be written as %C3%B6")]
    [InlineData("rpc://host:9101/😀", 16, "'😀' must be written as %F0%9F%98%80")]
    [InlineData("rpc://host:9101/%4", 16, "two hexadecimal digits")]
    [InlineData("rpc://host:9101/%zz", 16, "two hexadecimal digits")]
    [InlineData("rpc://host:9101/%FF", 16, "not UTF-8")]
    [InlineData("rpc://host:9101/a%0Ab", 16, "control character U+000A")]
    [InlineData("rpc://me:pw@host:9101/x", 6, "user information")]
    [InlineData("rpc://::1:9101/x", 6, "stands in brackets")]
    [InlineData("rpc://[::1:9101/x", 6, "not closed")]
    [InlineData("rpc://[fe80::1%25eth0]:9101/x", 6, "zone id")]
    [InlineData("rpc://[1.2.3.4]:9101/x", 6, "not an IPv6 address")]
    [InlineData("rpc://[::1]x:9101", 6, "not an IPv6 address")]
    [InlineData("rpc://256.1.1.1:9101/x", 6, "not an IPv4 address")]
    [InlineData("rpc://10.1:9101/x", 6, "not an IPv4 address")]
    [InlineData("rpc://a..b:9101/x", 6, "1 to 63 characters")]
    [InlineData("rpc://a b:9101/x", 6, "the host contains ' '")]
    [InlineData("rpc+unix://host/run/x", 11, "no host")]
    [InlineData("rpc+unix://", 11, "no host")]
    [InlineData("rpc+unix:///", 11, "must name a socket")]
    [InlineData("rpc+unix:///run/", 15, "must name a socket")]
    [InlineData("rpc+unix:///run/a%00b", 11, "NUL")]
    [InlineData("rpc+mem://", 10, "the name is empty")]
    [InlineData("rpcname:", 8, "the name is empty")]
    [InlineData("rpcname:a@", 10, "the host is missing")]
    [InlineData("rpcname:a@h:x", 12, "0 to 65535")]
    [InlineData("rpcname:a@b@c:1", 10, "user information")]
    [InlineData("rpcmeta:", 8, "the tag is empty")]
    [InlineData("rpcmeta:a,,b", 10, "the tag is empty")]
    [InlineData("rpcmeta:a,b,a", 12, "stands twice")]
    public void A_malformed_uri_is_refused_with_the_reason_and_the_position(string text, int position, string reason)
    {
        FormatException error = Assert.Throws<FormatException>(() => RemoteUri.Parse(text));

        Assert.Contains($"at position {position},", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.False(RemoteUri.TryParse(text, out RemoteUri? none, out string? told));
        Assert.Null(none);
        Assert.Equal(error.Message, told);
    }

    [Fact]
    public void A_message_never_repeats_control_characters()
    {
        FormatException error = Assert.Throws<FormatException>(() => RemoteUri.Parse("rpc://\u001b[31m\n:1"));

        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void A_name_of_255_characters_is_allowed_and_one_of_256_is_not()
    {
        string longest = new('n', 255);

        Assert.Equal(longest, RemoteUri.Parse("rpcname:" + longest).Name);
        Assert.Throws<FormatException>(() => RemoteUri.Parse("rpcname:n" + longest));
        Assert.Throws<FormatException>(() => RemoteUri.ForName("n" + longest));
        Assert.Throws<FormatException>(() => RemoteUri.ForName("half \ud800"));
    }

    [Fact]
    public void Parts_are_replaced_without_touching_the_original()
    {
        RemoteUri uri = RemoteUri.Parse("rpc://127.0.0.1:0");

        Assert.Equal("rpc://127.0.0.1:4711/a%2Fb", uri.WithAddress("127.0.0.1", 4711).WithObject("a/b").ToString());
        Assert.Equal("rpc://127.0.0.1:0", uri.ToString());
        Assert.Throws<InvalidOperationException>(() => RemoteUri.Parse("rpcname:x").WithObject("y"));
        Assert.Throws<InvalidOperationException>(() => RemoteUri.Parse("rpc+unix:///x").WithAddress("h", 1));
    }

    [Fact]
    public void Equality_is_by_value()
    {
        RemoteUri left = RemoteUri.Parse("RPC://Host:1/x");
        RemoteUri right = RemoteUri.ForHost("host", 1, "x");

        Assert.True(left == right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.True(left != right.WithObject("X"));
        Assert.False(left == null);
    }
}
