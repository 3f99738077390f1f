using System.Net.Http.Json;
using System.Text.Json;

namespace Rpc.Gateway.Tests;

/// <summary>The OpenAPI documents.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private GatewayHost _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await GatewayHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_document_tells_paths_parameters_bodies_and_answers()
    {
        JsonElement document = await _host.Http.GetFromJsonAsync<JsonElement>("rpc/shop.one/openapi.json", Token);
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal("/rpc", document.GetProperty("servers")[0].GetProperty("url").GetString());
        JsonElement paths = document.GetProperty("paths");
        JsonElement add = paths.GetProperty("/shop.one/AddAsync");
        Assert.Equal("Adds two numbers.", add.GetProperty("get").GetProperty("summary").GetString());
        Assert.Equal(["x:True", "y:False"], add.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(static one => $"{one.GetProperty("name").GetString()}:{one.GetProperty("required").GetBoolean()}"));
        JsonElement body = Schema(add.GetProperty("post").GetProperty("requestBody"), "application/json");
        Assert.Equal("x", Assert.Single(body.GetProperty("required").EnumerateArray()).GetString());
        Assert.Equal(1, body.GetProperty("properties").GetProperty("y").GetProperty("default").GetInt32());
        Assert.Equal("integer", Schema(add.GetProperty("get").GetProperty("responses").GetProperty("200"), "application/json").GetProperty("type").GetString());
        Assert.False(paths.GetProperty("/shop.one/DivideAsync").TryGetProperty("get", out _));
        Assert.True(paths.GetProperty("/shop.one/Note").GetProperty("post").GetProperty("responses").TryGetProperty("202", out _));
        Assert.Equal("integer", Schema(paths.GetProperty("/shop.one/CountAsync").GetProperty("post").GetProperty("responses").GetProperty("200"), "application/x-ndjson").GetProperty("type").GetString());
        Assert.True(paths.TryGetProperty("/shop.one/FindAsync%28int%29", out _));
        Assert.False(paths.TryGetProperty("/shop.one/SumAsync", out _));
    }

    [Fact]
    public async Task Types_are_schemas_with_their_members()
    {
        JsonElement document = await _host.Http.GetFromJsonAsync<JsonElement>("rpc/shop.one/openapi.json", Token);
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        JsonElement order = schemas.GetProperty("Rpc.Gateway.Tests.Order").GetProperty("properties");
        Assert.Equal(["article", "count", "gift", "to"], order.EnumerateObject().Select(static one => one.Name));
        Assert.Equal("boolean", order.GetProperty("gift").GetProperty("type").GetString());
        Assert.Contains("Rpc.Gateway.Tests.Address", order.GetProperty("to").GetRawText(), StringComparison.Ordinal);
        JsonElement receipt = schemas.GetProperty("Rpc.Gateway.Tests.Receipt").GetProperty("properties");
        Assert.Equal(("uuid", "date-time"), (receipt.GetProperty("id").GetProperty("format").GetString(), receipt.GetProperty("at").GetProperty("format").GetString()));
        Assert.Contains("additionalProperties", receipt.GetProperty("prices").GetRawText(), StringComparison.Ordinal);
        foreach (string reference in References(document.GetProperty("paths")).Concat(References(schemas)))
        {
            Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference);
        }
    }

    [Fact]
    public async Task The_document_of_all_has_what_is_exposed_and_nothing_else()
    {
        JsonElement document = await _host.Http.GetFromJsonAsync<JsonElement>("rpc/openapi.json", Token);
        string[] objects = [.. document.GetProperty("paths").EnumerateObject().Select(static path => path.Name.Split('/')[1]).Distinct()];
        Assert.Equal(["shop.one"], objects);
    }

    private static JsonElement Schema(JsonElement holder, string type) => holder.GetProperty("content").GetProperty(type).GetProperty("schema");

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static one => one is { Name: "$ref", Value.ValueKind: JsonValueKind.String } && one.Value.GetString()!.Contains("/schemas/", StringComparison.Ordinal) ? [one.Value.GetString()!] : References(one.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
