namespace Rpc.Packages;

/// <summary>contract.lock in projects that know nothing but the package.</summary>
public sealed class ContractLockTests(PackedRuntime runtime)
{
    private const string Update = "-p:RpcUpdateContractLock=true";

    private const string Lock = """
        # What programs built with the [Remote] interfaces of this project rely on. Checked in, and not edited:
        # dotnet build -p:RpcUpdateContractLock=true writes it.
        version 1

        interface Contract.IShop
          method Find(int)
            id: int
            returns Contract.Item

        object Contract.Item
          Id: int
          Name: string required

        """;

    [Fact]
    public async Task Without_the_file_the_build_fails_with_the_command_that_writes_it()
    {
        ConsumerCopy contract = runtime.Copy("Locked").Project("Contract");

        BuildRun first = await contract.BuildAsync();
        Assert.Equal(["RPC0201"], first.Errors);
        string[] command = first.Output.Split("write it with 'dotnet ")[1].Split('\'')[0].Split(' ');
        BuildRun update = await contract.RunAsync(command);
        BuildRun second = await contract.BuildAsync();

        update.AssertSucceeded();
        Assert.Contains("contract.lock was written: check it in.", update.Output, StringComparison.Ordinal);
        Assert.Equal(Lock, contract.Read("contract.lock"));
        second.AssertSucceeded();
    }

    [Fact]
    public async Task What_did_not_change_is_not_written_again()
    {
        ConsumerCopy contract = runtime.Copy("Locked").Project("Contract");
        (await contract.BuildAsync(Update)).AssertSucceeded();
        (await contract.BuildAsync()).AssertSucceeded();
        DateTime written = contract.TimeOf("contract.lock");
        DateTime compiled = contract.TimeOf("obj/Release/net10.0/Contract.dll");

        (await contract.BuildAsync()).AssertSucceeded();
        Assert.Equal(compiled, contract.TimeOf("obj/Release/net10.0/Contract.dll"));
        BuildRun again = await contract.BuildAsync(Update);

        again.AssertSucceeded();
        Assert.DoesNotContain("was written", again.Output, StringComparison.Ordinal);
        Assert.Equal(written, contract.TimeOf("contract.lock"));
    }

    [Fact]
    public async Task A_break_fails_the_build_until_the_file_is_written_anew()
    {
        ConsumerCopy contract = runtime.Copy("Locked").Project("Contract");
        (await contract.BuildAsync(Update)).AssertSucceeded();

        contract.Edit("IShop.cs", "int Id, string Name", "string Name, int Id");
        BuildRun broken = await contract.BuildAsync();
        BuildRun accepted = await contract.BuildAsync(Update);
        BuildRun after = await contract.BuildAsync();

        Assert.Equal(["RPC0212"], broken.Errors);
        Assert.Contains("IShop.cs(11,", broken.Output, StringComparison.Ordinal);
        accepted.AssertSucceeded();
        Assert.Equal(Lock.Replace("  Id: int\n  Name: string required\n", "  Name: string required\n  Id: int\n", StringComparison.Ordinal), contract.Read("contract.lock"));
        after.AssertSucceeded();
    }

    [Fact]
    public async Task Growth_passes_and_a_file_that_vanishes_is_missed_at_once()
    {
        ConsumerCopy contract = runtime.Copy("Locked").Project("Contract");
        (await contract.BuildAsync(Update)).AssertSucceeded();

        contract.Edit("IShop.cs", "Item Find(int id);", "Item Find(int id); int Count();");
        contract.Edit("IShop.cs", "string Name", "string Name, string? Note = null");
        BuildRun grown = await contract.BuildAsync();
        contract.Delete("contract.lock");
        BuildRun missing = await contract.BuildAsync();

        grown.AssertSucceeded();
        Assert.Equal(["RPC0201"], missing.Errors);
    }

    [Fact]
    public async Task Each_project_below_has_its_own_file_and_stands_for_its_own_contracts()
    {
        ConsumerCopy all = runtime.Copy("Locked");
        ConsumerCopy program = all.Project("Program");

        BuildRun update = await program.BuildAsync(Update);
        BuildRun build = await program.BuildAsync();
        all.Edit("Middle/IStore.cs", "Small,", "Tiny, Small,");
        BuildRun broken = await program.BuildAsync();

        update.AssertSucceeded();
        Assert.Equal(Lock, all.Read("Contract/contract.lock"));
        Assert.Contains("\nenum Middle.Size : int\n  Small = 0\n  Large = 1\n", all.Read("Middle/contract.lock"), StringComparison.Ordinal);
        Assert.Contains("\nobject Contract.Item\n  Id: int\n  Name: -> s\n", all.Read("Middle/contract.lock"), StringComparison.Ordinal);
        Assert.False(all.Has("Program/contract.lock"));
        build.AssertSucceeded();
        Assert.Equal(["RPC0216"], broken.Errors);
    }

    [Fact]
    public async Task A_project_that_does_not_ask_for_it_is_not_touched()
    {
        ConsumerCopy project = runtime.Copy("Unlocked");
        project.Write("contract.lock", "rubbish");
        (await project.BuildAsync()).AssertSucceeded();
        DateTime compiled = project.TimeOf("obj/Release/net10.0/Unlocked.dll");

        BuildRun update = await project.BuildAsync(Update);

        update.AssertSucceeded();
        Assert.Equal("rubbish", project.Read("contract.lock"));
        Assert.Equal(compiled, project.TimeOf("obj/Release/net10.0/Unlocked.dll"));
        Assert.False(project.Has("obj/Release/net10.0/generated"));
    }
}
