using System.Text.Json;
using Xunit;

namespace Rpc.Cli.Tests;

public class CallingCommandTests : CliTest
{
    private const string Uri = "rpc://10.0.0.7:9101/calculator";

    [Theory]
    [InlineData("Add(int,int) [2,3]", "Add", "2", "3")]
    [InlineData("Add(int,int) [2]", "add", "2")]
    [InlineData("Add(int,int) [2,3]", "Add(int,int)", "[2,3]")]
    [InlineData("Add(int,int) {\"x\": 2}", "Add", "{\"x\": 2}")]
    [InlineData("Add(int,int) [-2,3]", "Add", "-2", "3")]
    [InlineData("GreetAsync(string) [\"Ali\"]", "Greet", "Ali")]
    [InlineData("GreetAsync(string) [\"Ali\"]", "greetasync", "\"Ali\"")]
    [InlineData("GreetAsync(string) [\"42\"]", "Greet", "42")]
    [InlineData("GreetAsync(string) [\"true\"]", "Greet", "true")]
    [InlineData("GreetAsync(string) [null]", "Greet", "null")]
    [InlineData("GreetAsync(string) [\"a b\\u0022c\"]", "Greet", "a b\"c")]
    [InlineData("GreetAsync(string) [\"@file\"]", "Greet", "@file")]
    [InlineData("GreetAsync(string) [\"--help\"]", "Greet", "--", "--help")]
    [InlineData("Save(Shop.Order) [{\"id\": 1}]", "Save", "{\"id\": 1}")]
    [InlineData("Save(Shop.Order) {\"order\": {\"id\": 1}}", "Save", "{\"order\": {\"id\": 1}}")]
    [InlineData("Find(System.Guid) [\"0f8fad5b-d9cb-469f-a165-70867728950e\"]", "Find", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("Find(System.Guid,bool) [\"x\",true]", "Find", "x", "true")]
    [InlineData("Find(System.Guid,bool) {\"id\":\"x\",\"deep\":false}", "Find", "{\"id\":\"x\",\"deep\":false}")]
    public async Task Words_become_the_json_that_the_method_wants(string call, params string[] words)
    {
        Assert.Equal((0, string.Empty), (await Run(["call", Uri, .. words]), Errors));
        Assert.Equal($"{Uri} {call}", Assert.Single(Access.Calls));
    }

    [Theory]
    [InlineData("cannot be called with 0 arguments", "Add")]
    [InlineData("cannot be called with 3 arguments", "Add", "1", "2", "3")]
    [InlineData("cannot be called with 3 arguments", "Add", "[1,2,3]")]
    [InlineData("'two' is not JSON, and y is a int", "Add", "1", "two")]
    [InlineData("several methods 'Find'", "Find")]
    public async Task Words_that_do_not_fit_are_wrong_usage_and_nothing_is_called(string reason, params string[] words)
    {
        Assert.Equal(2, await Run(["call", Uri, .. words]));
        Assert.Contains(reason, Errors, StringComparison.Ordinal);
        Assert.Empty(Access.Calls);
    }

    [Fact]
    public async Task An_unknown_method_fails_and_the_known_ones_are_named()
    {
        Assert.Equal(1, await Run("call", Uri, "Divide", "1"));
        Assert.Contains("It has: Add, GreetAsync, Log, Count, Save, Find.", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_printed_as_json_and_no_result_as_nothing()
    {
        Access.Answer = JsonDocument.Parse("""{"a":[1],"b":"ü"}""").RootElement;
        await Run("call", Uri, "Add", "1");
        Assert.Equal("{\n  \"a\": [\n    1\n  ],\n  \"b\": \"ü\"\n}\n", Output);
        await Run("call", Uri, "Add", "1", "--json");
        Assert.Equal("{\"a\":[1],\"b\":\"ü\"}\n", Output);
        await Run("call", Uri, "Log", "hello");
        Assert.Empty(Output);
    }

    [Fact]
    public async Task A_stream_is_printed_one_item_a_line()
    {
        Assert.Equal(0, await Run("call", Uri, "Count", "3"));
        Assert.Equal("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", Output);
    }

    [Fact]
    public async Task A_name_is_resolved_by_the_name_server_of_the_command_line()
    {
        await Register("calculator", Uri);

        Assert.Equal(0, await Run("call", "calculator", "Add", "1"));
        Assert.Equal(0, await Run("ping", "rpcname:calculator"));
        Assert.Equal($"{Uri} answered in 1.23 ms\n", Output);
        Assert.Equal($"ping {Uri}", Access.Calls[1]);
        Assert.Equal(1, await Run("ping", "nobody"));
        Assert.Contains("'nobody'", Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_uri_is_called_without_any_name_server()
    {
        Access.NoNameServer = true;

        Assert.Equal(0, await Run("ping", Uri, "--json"));
        Assert.Equal(1.234, JsonDocument.Parse(Output).RootElement.GetProperty("milliseconds").GetDouble());
    }

    [Fact]
    public async Task Describe_prints_one_declaration_a_line()
    {
        Assert.Equal(0, await Run("describe", Uri));
        Assert.StartsWith($"Shop.ICalculator at {Uri}\nAdds & [greets].\n", Output, StringComparison.Ordinal);
        string[] lines = [.. Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Contains("int Add(int x, int y = 1) Does Add.", lines);
        Assert.Contains("[Idempotent] string GreetAsync(string name) Does GreetAsync.", lines);
        Assert.Contains("[OneWay] void Log(string line) Does Log.", lines);
        Assert.Contains("IAsyncEnumerable<int> Count(int to) Does Count.", lines);
    }

    [Fact]
    public async Task Describe_as_json_tells_methods_parameters_and_types()
    {
        Assert.Equal(0, await Run("describe", Uri, "--json"));
        JsonElement contract = JsonDocument.Parse(Output).RootElement;
        Assert.Equal("Shop.ICalculator", contract.GetProperty("name").GetString());
        Assert.Equal("1", contract.GetProperty("methods")[0].GetProperty("parameters")[1].GetProperty("default").GetString());
        Assert.True(contract.GetProperty("methods")[3].GetProperty("stream").GetBoolean());
        Assert.Equal("Shop.Order", contract.GetProperty("types")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Whoever_does_not_answer_in_time_is_given_up()
    {
        Access.Hangs = true;

        Assert.Equal(1, await Run("ping", Uri, "--timeout", "0.05"));
        Assert.Contains("No answer within 0.05 s", Errors, StringComparison.Ordinal);
    }
}
