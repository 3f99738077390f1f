using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>Projects outside the repository that know nothing but the package.</summary>
public sealed class ConsumerTests(PackedRuntime runtime)
{
    [Fact]
    public async Task A_program_with_one_package_reference_and_its_own_contract_calls_itself_in_another_process()
    {
        string program = await runtime.BuildAsync("Alone");

        Assert.Equal("tea: 5.5, 5.5, loyal", await AskAsync(program, ["server"], program));
    }

    [Fact]
    public async Task Two_programs_that_share_a_contract_library_need_no_reference_of_their_own()
    {
        string server = await runtime.BuildAsync("Shared", "Server");
        string client = await runtime.BuildAsync("Shared", "Client");

        Assert.Equal("Ali: 1 22; nobody", await AskAsync(server, [], client));
    }

    [Fact]
    public async Task A_program_that_adds_the_package_of_background_tasks_has_the_generator_too()
    {
        using TemporaryFolder folder = new();
        string program = await runtime.BuildAsync("Enqueued");

        await using ProgramRun run = await ProgramRun.CompleteAsync(program, [folder.File("tasks.db")]);

        Assert.True(await run.ExitAsync() == 0, run.Errors);
        Assert.Equal("tea: 7.5", run.Output.Trim());
    }

    private static async Task<string> AskAsync(string server, string[] arguments, string client)
    {
        await using ProgramRun serving = ProgramRun.Start(server, arguments);
        string uri = await serving.WaitForLineAsync("rpc://127.0.0.1:");

        await using ProgramRun asking = await ProgramRun.CompleteAsync(client, [uri]);

        Assert.True(await asking.ExitAsync() == 0, $"{asking.Errors}\n{serving.Errors}");
        serving.CloseInput();
        Assert.Equal(0, await serving.ExitAsync());
        return asking.Output.Trim();
    }
}
