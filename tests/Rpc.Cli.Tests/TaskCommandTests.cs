using System.Text.Json;
using Rpc.Cli.Echo;
using Rpc.Tasks;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;
using Xunit;

namespace Rpc.Cli.Tests;

/// <summary>The commands for tasks, over tasks in memory.</summary>
public sealed class TaskCommandTests : CliTest, IAsyncLifetime
{
    private RpcTasks _tasks = null!;

    public async ValueTask InitializeAsync()
    {
        Access.Tasks = new MemoryTaskStore(TimeProvider.System);
        _tasks = await RpcTasks.OpenAsync(builder => builder.UseStore((_, _) => new ValueTask<ITaskStore>(new LentStore(Access.Tasks))));
    }

    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    [Fact]
    public async Task List_shows_the_last_ones_first_and_narrows()
    {
        TaskHandle<int> failed = await FailedAsync();
        TaskHandle<int> mail = await _tasks.EnqueueAsync(EchoCalls.Add(1, 2), new EnqueueOptions { Queue = "mail", Delay = TimeSpan.FromHours(1) });

        Assert.Equal(0, await Run("tasks", "list"));
        Assert.Equal(3, Lines.Length);
        Assert.StartsWith("ID ", Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{mail.Id}  scheduled  Rpc.Cli.Echo.IEcho.Add(int,int)  mail", Lines[1], StringComparison.Ordinal);
        Assert.Contains("due 20", Lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"{failed.Id}  failed ", Lines[2], StringComparison.Ordinal);
        Assert.Equal("rpcname:tasks", Access.Backend);

        await Run("tasks", "list", "--state", "failed,running");
        Assert.Equal([$"{failed.Id}"], Lines[1..].Select(static line => line.Split(' ')[0]));
        await Run("tasks", "list", "--queue", "mail", "--kind", "IEcho.Add");
        Assert.Equal([$"{mail.Id}"], Lines[1..].Select(static line => line.Split(' ')[0]));
        await Run("tasks", "list", "--kind", "INobody");
        Assert.Equal("no tasks\n", Output);
        await Run("tasks", "list", "--limit", "1", "--json");
        JsonElement one = Assert.Single(JsonDocument.Parse(Output).RootElement.EnumerateArray());
        Assert.Equal((mail.Id.ToString(), "scheduled", "mail"), (one.GetProperty("id").GetString(), one.GetProperty("state").GetString(), one.GetProperty("queue").GetString()));
    }

    [Fact]
    public async Task List_goes_on_beyond_one_page_as_far_as_the_limit_says()
    {
        await _tasks.EnqueueManyAsync(Enumerable.Range(0, 1203).Select(static i => EchoCalls.Add(i, 1)));

        await Run("tasks", "list", "--limit", "1101", "--json");
        string[] ids = [.. JsonDocument.Parse(Output).RootElement.EnumerateArray().Select(static one => one.GetProperty("id").GetString()!)];
        Assert.Equal(1101, ids.Distinct().Count());
        await Run("tasks", "list");
        Assert.Equal(101, Lines.Length);
    }

    [Fact]
    public async Task On_a_terminal_states_have_colours_and_tasks_ages()
    {
        await FailedAsync();
        (Width, Colours) = (160, true);

        await Run("tasks", "list");
        Assert.Contains("AGE", Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[91mfailed\u001b[0m", Output, StringComparison.Ordinal);
        Assert.Contains("1 task", Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_all_with_the_attempts_and_takes_a_part_of_the_id()
    {
        TaskHandle<int> failed = await FailedAsync(new EnqueueOptions { Retry = RetryPolicy.Fixed(1, TimeSpan.Zero), IdempotencyKey = "once" });

        Assert.Equal(0, await Run("tasks", "show", failed.Id.ToString()[24..]));
        Assert.Contains($"id          {failed.Id}\n", Output, StringComparison.Ordinal);
        Assert.Contains("state       failed\n", Output, StringComparison.Ordinal);
        Assert.Contains("key         once\n", Output, StringComparison.Ordinal);
        Assert.Equal(2, Lines.Count(static line => line.Contains(" Failed ", StringComparison.Ordinal)));
        Assert.Equal(0, await Run("tasks", "show", $"{failed.Id}", "--json"));
        JsonElement json = JsonDocument.Parse(Output).RootElement;
        Assert.Equal(2, json.GetProperty("history").GetArrayLength());
        Assert.Contains("overflow", json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Equal(1, await Run("tasks", "show", Guid.NewGuid().ToString()));
        Assert.Contains("rpc tasks list", Error, StringComparison.Ordinal);
        Assert.Equal(1, await Run("tasks", "show", "ffffffff"));
        Assert.Contains("None of the last", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_of_an_id_that_means_several_is_refused()
    {
        await _tasks.EnqueueManyAsync(Enumerable.Range(0, 3).Select(static i => EchoCalls.Add(i, 1)));
        string all = (await _tasks.ListAsync())[0].Id.ToString()[..6];

        Assert.Equal(1, await Run("tasks", "cancel", all));
        Assert.Contains("3 tasks", Error, StringComparison.Ordinal);
        Assert.Contains("write more of it", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_stops_what_waits_and_says_what_is_too_late()
    {
        TaskHandle<int> waits = await _tasks.EnqueueAsync(EchoCalls.Add(1, 2));
        TaskHandle<int> failed = await FailedAsync(waits: waits);

        Assert.Equal(0, await Run("tasks", "cancel", $"{waits.Id}"));
        Assert.Equal($"cancelled {waits.Id}\n", Output);
        Assert.Equal(RpcTaskState.Cancelled, await waits.StatusAsync());
        Assert.Equal(1, await Run("tasks", "cancel", $"{failed.Id}", $"{waits.Id}"));
        Assert.Contains($"nothing to cancel of {failed.Id}", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_lets_one_or_all_dead_letters_begin_again()
    {
        TaskHandle<int> one = await FailedAsync();
        Assert.Equal(0, await Run("tasks", "retry", $"{one.Id}"));
        Assert.Equal($"{one.Id} begins again\n", Output);
        Assert.Equal(RpcTaskState.Ready, await one.StatusAsync());
        Assert.Equal(1, await Run("tasks", "retry", $"{one.Id}"));
        Assert.Contains("cannot begin again", Error, StringComparison.Ordinal);

        TaskHandle<int> two = await FailedAsync(new EnqueueOptions { Queue = "mail" });
        Assert.Equal(0, await Run("tasks", "retry", "--state", "failed", "--queue", "mail"));
        Assert.Equal("1 task begins again\n", Output);
        Assert.Equal(RpcTaskState.Ready, await two.StatusAsync());
    }

    [Fact]
    public async Task Purge_asks_and_removes_only_what_has_ended()
    {
        TaskHandle<int> failed = await FailedAsync();
        await _tasks.EnqueueAsync(EchoCalls.Add(1, 2));

        Answer = "n\n";
        Assert.Equal(1, await Run("tasks", "purge", "--state", "failed"));
        Assert.Contains("Remove 1 task (failed, of all queues) and their results?", Errors, StringComparison.Ordinal);
        Assert.NotNull(await failed.InfoAsync());
        Answer = null;
        Assert.Equal(0, await Run("tasks", "purge", "--state", "failed,succeeded", "--yes"));
        Assert.Equal("removed 1 task\n", Output);
        Assert.Null(await failed.InfoAsync());
        await Run("tasks", "stats", "--json");
        JsonElement count = Assert.Single(JsonDocument.Parse(Output).RootElement.GetProperty("counts").EnumerateArray());
        Assert.Equal(("default", "ready", 1), (count.GetProperty("queue").GetString(), count.GetProperty("state").GetString(), count.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Stats_workers_and_schedules_are_tables_and_json()
    {
        await _tasks.Schedules.PutAsync("nightly", Cron.Parse("0 3 * * *"), TimeZoneInfo.Utc, EchoCalls.Add(1, 1));
        await using TaskWorker worker = await _tasks.StartWorkerAsync(static options =>
        {
            options.Handle<IEcho>(new EchoObject());
            options.Name = "box-1";
            options.Concurrency = 3;
        });
        await (await _tasks.EnqueueAsync(EchoCalls.Add(1, 2))).GetResultAsync();

        Assert.Equal(0, await Run("tasks", "stats"));
        Assert.Equal(["QUEUE    SUCCEEDED", "default  1", "1 task, 1 worker"], Lines);
        Assert.Equal(0, await Run("tasks", "workers"));
        Assert.StartsWith("box-1  default  3", Lines[1], StringComparison.Ordinal);
        await Run("tasks", "workers", "--json");
        Assert.Equal(3, JsonDocument.Parse(Output).RootElement[0].GetProperty("concurrency").GetInt32());
        Assert.Equal(0, await Run("tasks", "schedules"));
        Assert.StartsWith("nightly  0 3 * * *  UTC", Lines[1], StringComparison.Ordinal);
        await Run("tasks", "schedules", "--json");
        Assert.Equal("0 3 * * *", JsonDocument.Parse(Output).RootElement[0].GetProperty("timing").GetString());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    [InlineData("workers")]
    [InlineData("schedules")]
    [InlineData("purge", "--state", "failed", "--yes")]
    [InlineData("retry", "--state", "failed")]
    [InlineData("cancel", "00112233-4455-6677-8899-aabbccddeeff")]
    public async Task A_backend_that_cannot_be_reached_is_one_line_and_exit_code_1(params string[] arguments)
    {
        Access.Tasks = null;

        Assert.Equal(1, await Run(["tasks", .. arguments]));
        Assert.Equal(("", "rpc: Nobody answers there."), (Output, Error));
    }

    [Theory]
    [InlineData("jobs", "rpcname:jobs")]
    [InlineData("rpcname:jobs", "rpcname:jobs")]
    [InlineData("rpc://h:1/tasks", "rpc://h:1/tasks")]
    [InlineData("sqlite:/tmp/x.db", "sqlite:/tmp/x.db")]
    [InlineData("postgres:Host=db", "postgres:Host=db")]
    public async Task The_backend_is_a_hub_a_file_or_a_database(string given, string means)
    {
        await Run("tasks", "stats", "--backend", given);
        Assert.Equal(means, Access.Backend);
    }

    [Theory]
    [InlineData("There is no command 'tasks lst'. Did you mean 'list'?", "tasks", "lst")]
    [InlineData("'faild' is no state that can be given here. Did you mean 'failed'?", "tasks", "list", "--state", "faild")]
    [InlineData("'running' is no state", "tasks", "purge", "--state", "running")]
    [InlineData("There is no option --stat. Did you mean '--state'?", "tasks", "list", "--stat")]
    [InlineData("Give --state", "tasks", "purge")]
    [InlineData("Give ids, or --state", "tasks", "retry")]
    [InlineData("Give ids, or --state", "tasks", "retry", "00112233-4455-6677-8899-aabbccddeeff", "--queue", "q")]
    [InlineData("'zz' is no id of a task", "tasks", "show", "zz")]
    [InlineData("'0' is not a number of tasks", "tasks", "list", "--limit", "0")]
    [InlineData("'mysql:x' is no backend", "tasks", "list", "--backend", "mysql:x")]
    [InlineData("--tasks-role needs --tasks", "ns", "--store", "memory", "--tasks-role", "admin")]
    public async Task Wrong_usage_is_told_and_ends_with_2(string says, params string[] arguments)
    {
        Assert.Equal(2, await Run(arguments));
        Assert.StartsWith("rpc: " + says, Errors, StringComparison.Ordinal);
        Assert.Empty(Output);
    }

    [Theory]
    [InlineData("list", "--state")]
    [InlineData("show", "ID")]
    [InlineData("cancel", "ID")]
    [InlineData("retry", "--state")]
    [InlineData("purge", "--yes")]
    [InlineData("stats", "--backend")]
    [InlineData("workers", "--backend")]
    [InlineData("schedules", "--backend")]
    public async Task Every_command_explains_itself_with_examples(string command, string mentions)
    {
        Assert.Equal(0, await Run("tasks", command, "--help"));
        Assert.Contains(mentions, Output, StringComparison.Ordinal);
        Assert.Contains($"Examples:\n  rpc tasks {command}", Output, StringComparison.Ordinal);
    }

    /// <summary>A task that has failed; those that wait meanwhile stay.</summary>
    private async Task<TaskHandle<int>> FailedAsync(EnqueueOptions? options = null, TaskHandle? waits = null)
    {
        options ??= new EnqueueOptions();
        string queue = waits is null ? options.Queue : "failing";
        TaskHandle<int> task = await _tasks.EnqueueAsync(EchoCalls.Add(int.MaxValue, 1), new EnqueueOptions { Queue = queue, Retry = options.Retry, IdempotencyKey = options.IdempotencyKey });
        await using TaskWorker worker = await _tasks.StartWorkerAsync(worker =>
        {
            worker.Handle<IEcho>(new EchoObject());
            worker.Queue(queue);
        });
        await Assert.ThrowsAsync<OverflowException>(() => task.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        return task;
    }
}
