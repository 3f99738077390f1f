using System.Globalization;
using System.Text.Json;
using Rpc.Cli.Echo;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary><c>rpc top</c>, <c>bench</c>, <c>doctor</c> and <c>config</c> as processes, on objects that live.</summary>
public sealed class LookingEndToEndTests : ToolTest
{
    [Fact]
    public async Task Top_shows_what_is_called_while_it_looks()
    {
        await StartNameServer();
        (ProgramRun _, string uri) = await Start(["echo", "--name", "echo"], "echo at ");
        using var end = new CancellationTokenSource();
        Task calls = CallAsync(uri, end.Token);
        (int code, string output, string errors) = await Rpc("top", "echo", "--interval", "0.5", "--count", "2", "--json");
        Assert.Equal((0, string.Empty), (code, errors));
        string[] lines = output.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        JsonElement load = JsonDocument.Parse(lines[1]).RootElement;
        JsonElement method = Assert.Single(load.GetProperty("methods").EnumerateArray());
        Assert.Equal("Add(int,int)", method.GetProperty("method").GetString());
        Assert.True(method.GetProperty("callsPerSecond").GetDouble() > 0);
        Assert.True(method.GetProperty("medianMilliseconds").GetDouble() <= method.GetProperty("longestMilliseconds").GetDouble());
        (code, output, _) = await Rpc("top", uri, "--interval", "0.5", "--count", "1");
        Assert.Equal(0, code);
        Assert.Contains("CALLS/S", output, StringComparison.Ordinal);
        Assert.Contains("Add(int,int)", output, StringComparison.Ordinal);
        await end.CancelAsync();
        await calls;
    }

    [Fact]
    public async Task Top_ends_with_the_server_and_one_line()
    {
        await StartNameServer();
        (ProgramRun echo, string uri) = await Start(["echo"], "echo at ");
        ProgramRun top = ProgramRun.Start(Tool, ["top", uri, "--interval", "0.2"], environment: Environment());
        Running.Add(top);
        await top.WaitForLineAsync("METHOD", TimeSpan.FromSeconds(30));
        echo.Kill();
        Assert.Equal(1, await top.ExitAsync());
        Assert.Single(top.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task Bench_measures_pings_and_calls_and_refuses_what_may_not_be_repeated()
    {
        await StartNameServer();
        await Start(["echo", "--name", "echo"], "echo at ");
        (int code, string output, string errors) = await Rpc("bench", "echo", "--seconds", "0.5", "--json");
        Assert.Equal((0, string.Empty), (code, errors));
        JsonElement result = JsonDocument.Parse(output).RootElement;
        Assert.True(result.GetProperty("calls").GetInt64() > 0);
        Assert.Equal(0, result.GetProperty("failed").GetInt64());
        double[] times = [.. new[] { "minimum", "median", "p90", "p99", "maximum" }.Select(name => result.GetProperty(name).GetDouble())];
        Assert.Equal(times.Order(), times);
        (code, output, _) = await Rpc("bench", "echo", "Add", "2", "3", "--any-method", "--callers", "4", "--seconds", "0.5");
        Assert.Equal(0, code);
        Assert.Contains("Add(int,int)", output, StringComparison.Ordinal);
        Assert.Contains("4 callers", output, StringComparison.Ordinal);
        (code, _, errors) = await Rpc("bench", "echo", "Add", "2", "3", "--seconds", "0.5");
        Assert.Equal(2, code);
        Assert.Contains("not [Idempotent]", errors, StringComparison.Ordinal);
        (code, _, _) = await Rpc("bench", "echo", "Add", "two", "--any-method", "--seconds", "0.5");
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task Doctor_finds_nothing_where_all_is_well()
    {
        await StartNameServer();
        await Start(["echo", "--name", "echo"], "echo at ");
        (int code, string output, string errors) = await Rpc("doctor", "echo");
        Assert.Equal((0, string.Empty), (code, errors));
        Assert.DoesNotContain("BAD", output, StringComparison.Ordinal);
        foreach (string step in new[] { "settings", "name server", "name", "port", "object", "rights", "answer" })
        {
            Assert.Contains($"ok  {step}", output, StringComparison.Ordinal);
        }

        JsonElement steps = JsonDocument.Parse((await Rpc("doctor", "--json")).Output).RootElement;
        Assert.All(steps.EnumerateArray(), static step => Assert.Equal("good", step.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Doctor_says_what_is_wrong_and_what_to_do()
    {
        int closed = FreePort.Tcp();
        (int code, string output, string errors) = await Rpc("doctor", $"rpc://127.0.0.1:{closed.ToString(CultureInfo.InvariantCulture)}/x");
        Assert.Equal(1, code);
        Assert.Contains("BAD port", output, StringComparison.Ordinal);
        Assert.Contains("do: start the server", output, StringComparison.Ordinal);
        Assert.Single(errors.Trim().Split('\n'));

        await StartNameServer();
        (_, string uri) = await Start(["echo", "--name", "echo"], "echo at ");
        await Bad("name", "Did you mean 'echo'?", "doctor", "ehco");
        await Bad("object", "look for a mistake in the id", "doctor", uri + "x");
        await Bad("object", "rpc:// is plain", "doctor", uri.Replace("rpc://", "rpcs://", StringComparison.Ordinal));
        await Bad("host", "look for a mistake in the host name", "doctor", "rpc://no-such-host.invalid:9101/x");
        (_, string guarded) = await Start(["echo", "--token", "secret"], "echo at ");
        await Bad("object", "give the token", "doctor", guarded);
        NameServer = $"127.0.0.1:{FreePort.Tcp().ToString(CultureInfo.InvariantCulture)}";
        (code, output, _) = await Rpc("doctor", "echo");
        Assert.Equal(1, code);
        Assert.Contains("--  name", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_tells_where_each_setting_comes_from_and_no_secret()
    {
        (int code, string output, _) = await Rpc("config", "--token", "secret", "--timeout", "3");
        Assert.Equal(0, code);
        Assert.Contains("RPC_NS", output, StringComparison.Ordinal);
        Assert.Contains("--token", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        JsonElement rows = JsonDocument.Parse((await Rpc("config", "--json")).Output).RootElement;
        Assert.Contains(rows.EnumerateArray(), static row => row.GetProperty("setting").GetString() == "timeout" && row.GetProperty("from").GetString() == "the default");
        (_, output, _) = await Rpc("config", "keys");
        Assert.Contains("Rpc:Server:Limits:MaxMessageBytes", output, StringComparison.Ordinal);
        Assert.Contains("Rpc:Gateway:ApiKeys:*:Key", output, StringComparison.Ordinal);
        (code, _, _) = await Rpc("config", "kyes");
        Assert.Equal(2, code);
    }

    [Fact]
    public async Task A_console_is_told_of_in_json_and_one_whose_address_is_taken_or_is_none_is_a_failure_of_one_line()
    {
        ProgramRun ns = ProgramRun.Start(Tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--console", "http://127.0.0.1:0", "--json"], environment: Environment());
        Running.Add(ns);
        JsonElement told = JsonDocument.Parse(await ns.WaitForLineAsync("nameServer", TimeSpan.FromSeconds(30))).RootElement;
        var console = new Uri(told.GetProperty("console").GetString()!);
        Assert.Equal(32, console.Query["?key=".Length..].Length);
        (ProgramRun withToken, _) = await Start(["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--console", "http://127.0.0.1:0", "--token", "secret"], "name server at ");
        Assert.DoesNotContain("secret", await withToken.WaitForLineAsync("console at http://", TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        (int code, string output, string errors) = await Rpc("ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--console", console.GetLeftPart(UriPartial.Authority));
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains("The console cannot listen at", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        (code, _, _) = await Rpc("ns", "--console", "rpc://127.0.0.1:9191");
        Assert.Equal(2, code);
    }

    private async Task Bad(string step, string advice, params string[] arguments)
    {
        (int code, string output, _) = await Rpc([.. arguments, "--timeout", "5"]);
        Assert.Equal(1, code);
        Assert.Contains($"BAD {step}", output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
    }

    private static async Task CallAsync(string uri, CancellationToken end)
    {
        await using var client = new RpcClient();
        IEcho echo = client.Get<IEcho>(uri);
        while (!end.IsCancellationRequested)
        {
            echo.Add(1);
            await Task.Delay(10, CancellationToken.None);
        }
    }
}
