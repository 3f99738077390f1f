using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>dotnet run --project samples/Tasks</c>, and its parts in terminals of their own.</summary>
public sealed class TasksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string[] File => ["--file", _folder.File("tasks.db")];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_enqueues_works_fetches_and_survives_the_death_of_a_worker()
    {
        await using ProgramRun run = await SamplePrograms.RunAsync("Tasks", "", File);
        Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
        Assert.Contains("2 + 3 = 5", run.Output, StringComparison.Ordinal);
        Assert.Contains("together 1001000.", run.Output, StringComparison.Ordinal);
        Assert.Contains("20 + 22 = 42, at attempt 2.", run.Output, StringComparison.Ordinal);
        Assert.True(await run.AllGoneAsync(TimeSpan.FromSeconds(15)), "Its workers live still.");
    }

    [Fact]
    public async Task In_terminals_of_their_own_the_caller_may_come_first()
    {
        await using ProgramRun add = Start("add", "2", "3");
        await add.WaitForLineAsync("Enqueued");
        await using ProgramRun worker = Start("worker");
        await worker.WaitForLineAsync("Ready: worker");
        Assert.Equal(0, await add.ExitAsync());
        Assert.Contains("2 + 3 = 5", add.Output, StringComparison.Ordinal);
        worker.Signal("INT");
        Assert.Equal(0, await worker.ExitAsync());
    }

    [Fact]
    public async Task A_sum_is_fetched_later_by_its_id()
    {
        await using ProgramRun add = Start("add", "40", "2", "--no-wait");
        Assert.True(await add.ExitAsync() == 0, add.Errors);
        string id = add.Output.Trim().Split(' ')[^1].TrimEnd('.');
        await using ProgramRun result = Start("result", id);
        await result.WaitForLineAsync("state: Ready");
        await using ProgramRun worker = Start("worker");
        Assert.True(await result.ExitAsync() == 0, result.Errors);
        Assert.Contains("The sum is 42.", result.Output, StringComparison.Ordinal);

        await using ProgramRun unknown = Start("result", $"{Guid.NewGuid()}");
        Assert.Equal(1, await unknown.ExitAsync());
        Assert.StartsWith("There is no task", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_RabbitMQ_the_result_is_fetched_when_it_is_done_and_a_killed_worker_costs_nothing()
    {
        Assert.SkipWhen(RabbitServer.Missing is not null, RabbitServer.Missing ?? "");
        await using RabbitServer rabbit = await RabbitServer.StartNewAsync();
        string[] broker = ["--broker", "rabbitmq", "--amqp", $"{rabbit.Uri}"];
        await using ProgramRun add = Start(["add", "2", "3", .. broker]);
        await add.WaitForLineAsync("Enqueued");
        await using ProgramRun worker = Start(["worker", .. broker]);
        Assert.True(await add.ExitAsync() == 0, add.Errors);
        Assert.Contains("2 + 3 = 5", add.Output, StringComparison.Ordinal);
        worker.Signal("INT");
        Assert.Equal(0, await worker.ExitAsync());

        await using ProgramRun all = await SamplePrograms.RunAsync("Tasks", "", [.. broker, .. File]);
        Assert.True(await all.ExitAsync() == 0, all.Output + all.Errors);
        Assert.Contains("together 1001000.", all.Output, StringComparison.Ordinal);
        Assert.Contains("20 + 22 = 42, at attempt 2.", all.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_broker_it_says_what_to_do()
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync(SamplePrograms.Path("Tasks"), ["--broker", "rabbitmq", "--amqp", "amqp://localhost:1", .. File]);
        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("RabbitMQ amqp://localhost:1 cannot be reached", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Trim().Split('\n'));
    }

    private ProgramRun Start(params string[] arguments) => SamplePrograms.Start("Tasks", null, [.. arguments, .. File]);
}
