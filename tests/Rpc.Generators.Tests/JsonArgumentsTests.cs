using System.Text;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Generators.Tests;

public sealed class JsonArgumentsTests
{
    [Theory]
    [InlineData("[1,2]", "0=1 1=2")]
    [InlineData("[1]", "0=1 1?")]
    [InlineData("[]", "0? 1?")]
    [InlineData("{}", "0? 1?")]
    [InlineData("""{"y":2,"x":1}""", "1=2 0=1")]
    [InlineData("""{"y":2}""", "1=2 0?")]
    public void Arguments_come_by_place_or_by_name(string json, string expected) => Assert.Equal(expected, Walk(json));

    [Theory]
    [InlineData("5", "The arguments must be a JSON array or object.")]
    [InlineData("[1,2,3]", "There are more than 2 arguments.")]
    [InlineData("""{"z":1}""", "There is no parameter 'z'; the parameters are: x, y.")]
    [InlineData("[1,", "The JSON is malformed: ")]
    [InlineData("", "The JSON is malformed: ")]
    [InlineData("""{"x":1,"x":2}""", "The argument 'x' is given twice.")]
    public void What_does_not_fit_is_told(string json, string expected)
    {
        RpcException found = Assert.Throws<RpcException>(() => Walk(json));
        Assert.StartsWith(expected, found.Message, StringComparison.Ordinal);
        Assert.Equal(RpcStatus.InvalidArgument, found.Status);
    }

    [Fact]
    public void A_required_argument_is_insisted_on() =>
        Assert.Equal("The argument 'x' is missing.", Assert.Throws<RpcException>(() => new JsonArguments("x").Require(0)).Message);

    private static string Walk(string json)
    {
        var reader = new RpcJsonReader(Encoding.UTF8.GetBytes(json));
        var arguments = new JsonArguments("x", "y");
        var seen = new List<string>();
        while (arguments.Next(ref reader, out int place))
        {
            reader.Read();
            seen.Add($"{place}={reader.Input.GetInt32()}");
        }

        seen.AddRange(Enumerable.Range(0, 2).Where(new List<int> { arguments.IsAbsent(0) ? 0 : -1, arguments.IsAbsent(1) ? 1 : -1 }.Contains).Select(place => place + "?"));
        Assert.False(reader.Input.Read());
        return string.Join(" ", seen);
    }
}
