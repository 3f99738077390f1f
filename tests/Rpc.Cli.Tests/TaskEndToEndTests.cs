using System.Text.Json;
using Rpc.Cli.Echo;
using Rpc.Tasks;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>A name server that serves tasks too, as a process, and programs that use them.</summary>
public sealed class TaskEndToEndTests : ToolTest
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_name_server_serves_tasks_that_programs_find_by_name()
    {
        await StartAsync();
        await using RpcTasks tasks = await OpenAsync();
        TaskHandle<int> sum = await tasks.EnqueueAsync(EchoCalls.Add(2, 3));
        TaskHandle<int> fails = await tasks.EnqueueAsync(EchoCalls.Add(int.MaxValue, 1));
        Assert.Contains($"{sum.Id}  ready", (await Rpc("tasks", "list")).Output, StringComparison.Ordinal);

        await using (TaskWorker worker = await tasks.StartWorkerAsync(static options => options.Handle<IEcho>(new EchoObject())))
        {
            Assert.Equal(5, await sum.GetResultAsync().WaitAsync(s_patience));
            await Assert.ThrowsAsync<OverflowException>(() => fails.GetResultAsync().WaitAsync(s_patience));
            Assert.Contains(worker.Name, (await Rpc("tasks", "workers")).Output, StringComparison.Ordinal);
        }

        await Succeeds($"{fails.Id} begins again\n", "tasks", "retry", $"{fails.Id}");
        await Succeeds($"cancelled {fails.Id}\n", "tasks", "cancel", $"{fails.Id}");
        await Succeeds("removed 2 tasks\n", "tasks", "purge", "--state", "succeeded,cancelled", "--backend", $"sqlite:{Folder.File("tasks.db")}");
        await Succeeds("no tasks\n", "tasks", "list");
    }

    [Fact]
    public async Task The_entry_of_the_tasks_is_the_name_servers_own()
    {
        await StartAsync();
        await Succeeds(NameServer + "/tasks\n", "lookup", "tasks");
        foreach (string[] change in (string[][])[["register", "tasks", "rpc://10.0.0.1:1/x"], ["remove", "tasks"], ["tag", "tasks", "--tag", "x"]])
        {
            (int code, _, string errors) = await Rpc(change);
            Assert.Equal(1, code);
            Assert.Contains("own entry", errors, StringComparison.Ordinal);
        }

        await Rpc("remove", "--glob", "*");
        await Succeeds(NameServer + "/tasks\n", "lookup", "tasks");
    }

    [Fact]
    public async Task Tasks_survive_the_kill_of_the_name_server_and_clients_go_on()
    {
        ProgramRun ns = await StartAsync();
        await using RpcTasks tasks = await OpenAsync();
        Task<int> sum = (await tasks.EnqueueAsync(EchoCalls.Add(2, 3))).GetResultAsync();
        ns.Kill();
        await ns.ExitAsync();
        await StartAsync(NameServer);
        await using TaskWorker worker = await tasks.StartWorkerAsync(static options => options.Handle<IEcho>(new EchoObject()));
        Assert.Equal(5, await sum.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Tasks_go_on_while_no_name_server_answers()
    {
        ProgramRun ns = await StartNameServer();
        await using RpcTasks kept = await RpcTasks.OpenAsync(builder => builder.UseSqlite(Folder.File("far.db")));
        await using var server = new RpcServer(new RpcServerOptions { NameServers = [RemoteUri.Parse(NameServer + "/nameserver")], DrainTimeout = TimeSpan.FromSeconds(2) });
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using TaskHub hub = server.AddTaskHub(kept.Backend);
        await using Publication listed = await hub.PublishAsync();
        await using RpcTasks tasks = await OpenAsync();
        await using TaskWorker worker = await tasks.StartWorkerAsync(static options => options.Handle<IEcho>(new EchoObject()));
        Assert.Equal(5, await (await tasks.EnqueueAsync(EchoCalls.Add(2, 3))).GetResultAsync().WaitAsync(s_patience));
        ns.Kill();
        await ns.ExitAsync();
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(i + 1, await (await tasks.EnqueueAsync(EchoCalls.Add(i, 1))).GetResultAsync().WaitAsync(s_patience));
            await Task.Delay(100);
        }

        Assert.True(worker.Health.IsHealthy, worker.Health.Problem);
    }

    [Fact]
    public async Task A_second_name_server_with_the_same_tasks_ends_with_1_and_names_the_first()
    {
        ProgramRun first = await StartAsync();
        (int code, string output, string errors) = await Rpc("ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--tasks", Folder.File("tasks.db"));
        Assert.Equal((1, string.Empty), (code, output));
        string line = Assert.Single(errors.Trim().Split('\n'));
        Assert.Contains($"(pid {first.Id})", line, StringComparison.Ordinal);
        Assert.Contains("--tasks", line, StringComparison.Ordinal);

        first.Signal("TERM");
        Assert.Equal(0, await first.ExitAsync());
        Assert.Empty(first.Errors);
        await StartAsync();
    }

    [Fact]
    public async Task For_programs_the_start_is_a_line_of_json()
    {
        var run = ProgramRun.Start(Tool, ["ns", "--listen", "rpc://127.0.0.1:0", "--store", "memory", "--tasks", Folder.File("tasks.db"), "--json"], environment: Environment());
        Running.Add(run);
        await run.WaitForLineAsync("nameServer", s_patience);
        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("memory", json.GetProperty("names").GetString());
        Assert.Equal(json.GetProperty("nameServer").GetString() + "/tasks", json.GetProperty("tasks").GetProperty("uri").GetString());
        Assert.Equal("tasks", json.GetProperty("tasks").GetProperty("name").GetString());
        Assert.Equal(Folder.File("tasks.db"), json.GetProperty("tasks").GetProperty("file").GetString());
    }

    [Fact]
    public async Task Only_a_role_may_have_the_tasks()
    {
        string tokens = Folder.File("tokens");
        await File.WriteAllTextAsync(tokens, "one ali worker\ntwo bea reader\n");
        await StartAsync(more: ["--tokens", tokens, "--tasks-role", "worker"]);
        Assert.Equal(0, (await Rpc("tasks", "stats", "--token", "one")).Code);
        (int code, _, string errors) = await Rpc("tasks", "stats", "--token", "two");
        Assert.Equal(1, code);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.Equal(0, (await Rpc("list", "--token", "two")).Code);
    }

    [Theory]
    [InlineData("knows no name", "tasks", "stats")]
    [InlineData("no file", "tasks", "list", "--backend", "sqlite:/nowhere/tasks.db")]
    [InlineData("127.0.0.1:1", "tasks", "purge", "--state", "failed", "--yes", "--backend", "rpc://127.0.0.1:1/tasks")]
    public async Task Where_no_tasks_are_is_one_clear_line(string says, params string[] command)
    {
        await StartNameServer();
        (int code, string output, string errors) = await Rpc(command);
        Assert.Equal((1, string.Empty), (code, output));
        Assert.Contains(says, Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private async Task<ProgramRun> StartAsync(string listen = "rpc://127.0.0.1:0", params string[] more)
    {
        (ProgramRun run, string uri) = await Start(["ns", "--listen", listen, "--store", "memory", "--tasks", Folder.File("tasks.db"), .. more], "name server at ");
        NameServer = uri;
        string line = await run.WaitForLineAsync("tasks at ");
        Assert.Equal($"tasks at {uri}/tasks, named tasks, kept in {Folder.File("tasks.db")}", line);
        return run;
    }

    private ValueTask<RpcTasks> OpenAsync() => RpcTasks.OpenAsync(builder => builder.UseHub("rpcname:tasks", client => client.NameServers = [RemoteUri.Parse(NameServer + "/nameserver")]));
}
