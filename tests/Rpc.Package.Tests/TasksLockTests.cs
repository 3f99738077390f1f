namespace Rpc.Packages;

/// <summary>tasks.lock in projects that know nothing but the package.</summary>
public sealed class TasksLockTests(PackedRuntime runtime)
{
    private const string Update = "-p:RpcUpdateTasksLock=true";

    private const string Lock = """
        # What may lie in a store as a task of the [Remote] interfaces of this project. Checked in. It only grows:
        # dotnet build -p:RpcUpdateTasksLock=true adds what is new. The lines of a method go by hand, when no store holds its tasks any more.
        version 1

        interface Queued.IMailer
          method SendAsync(Queued.Letter)
            letter: Queued.Letter
          method Total()
            returns int

        object Queued.Letter
          To: string required
          Text: string required

        """;

    [Fact]
    public async Task Without_the_file_the_build_fails_with_the_command_that_writes_it()
    {
        ConsumerCopy project = runtime.Copy("Queued");

        BuildRun first = await project.BuildAsync();
        Assert.Equal(["RPC0301"], first.Errors);
        string[] command = first.Output.Split("write it with 'dotnet ")[1].Split('\'')[0].Split(' ');
        BuildRun update = await project.RunAsync(command);
        BuildRun second = await project.BuildAsync();

        update.AssertSucceeded();
        Assert.Contains("tasks.lock was written: check it in.", update.Output, StringComparison.Ordinal);
        Assert.Equal(Lock, project.Read("tasks.lock"));
        Assert.False(project.Has("contract.lock"));
        second.AssertSucceeded();
    }

    [Fact]
    public async Task A_method_that_goes_fails_the_build_and_the_command_until_its_lines_are_deleted()
    {
        ConsumerCopy project = runtime.Copy("Queued");
        project.Write("tasks.lock", Lock);
        project.Edit("IMailer.cs", "int Total();", "");

        BuildRun broken = await project.BuildAsync();
        BuildRun update = await project.BuildAsync(Update);
        string kept = project.Read("tasks.lock");
        project.Edit("tasks.lock", "  method Total()\n    returns int\n", "");
        BuildRun retired = await project.BuildAsync();

        Assert.Equal(["RPC0305"], broken.Errors);
        Assert.Contains("IMailer.cs(6,", broken.Output, StringComparison.Ordinal);
        Assert.Equal(["RPC0305"], update.Errors);
        Assert.Equal(Lock, kept);
        retired.AssertSucceeded();
    }

    [Fact]
    public async Task A_renamed_interface_and_method_pass_with_their_former_names_and_the_command_keeps_both()
    {
        ConsumerCopy project = runtime.Copy("Queued");
        project.Write("tasks.lock", Lock);
        project.Edit("IMailer.cs", "public interface IMailer", "public interface IPost");
        project.Edit("IMailer.cs", "int Total()", "int Count()");

        BuildRun broken = await project.BuildAsync();
        project.Edit("IMailer.cs", "[Remote]", "[Remote, FormerName(\"Queued.IMailer\")]");
        project.Edit("IMailer.cs", "int Count()", "[FormerName(\"Total\")] int Count()");
        BuildRun named = await project.BuildAsync();
        BuildRun update = await project.BuildAsync(Update);

        Assert.Equal(["RPC0304"], broken.Errors);
        named.AssertSucceeded();
        update.AssertSucceeded();
        foreach (string name in new[] { "IMailer", "IPost" })
        {
            Assert.Contains(
                $"\ninterface Queued.{name}\n  method Count()\n    returns int\n  method SendAsync(Queued.Letter)\n    letter: Queued.Letter\n  method Total()\n    returns int\n", project.Read("tasks.lock"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_type_that_stored_bytes_cannot_be_read_with_fails_the_build_and_growth_passes_and_is_added()
    {
        ConsumerCopy project = runtime.Copy("Queued");
        project.Write("tasks.lock", Lock);

        project.Edit("IMailer.cs", "string To, string Text", "string Text, string To");
        BuildRun broken = await project.BuildAsync();
        project.Edit("IMailer.cs", "string Text, string To", "string To, string Text, int Copies = 1");
        BuildRun grown = await project.BuildAsync();
        BuildRun update = await project.BuildAsync(Update);

        Assert.Equal(["RPC0308"], broken.Errors);
        grown.AssertSucceeded();
        update.AssertSucceeded();
        Assert.Equal(Lock.Replace("  Text: string required\n", "  Text: string required\n  Copies: int\n", StringComparison.Ordinal), project.Read("tasks.lock"));
    }

    [Fact]
    public async Task The_command_refuses_where_nothing_compares_and_leaves_the_other_lock_alone()
    {
        ConsumerCopy project = runtime.Copy("Queued");
        project.Write("tasks.lock", Lock);
        project.Edit("IMailer.cs", "int Total();", "");

        BuildRun blind = await project.BuildAsync(Update, "-p:RunAnalyzers=false");
        BuildRun other = await project.BuildAsync("-p:RpcUpdateContractLock=true");

        Assert.False(blind.Succeeded);
        Assert.Contains("leave RunAnalyzers and RunAnalyzersDuringBuild on", blind.Output, StringComparison.Ordinal);
        Assert.Equal(["RPC0305"], other.Errors);
        Assert.Equal(Lock, project.Read("tasks.lock"));
    }

    [Fact]
    public async Task One_build_writes_both_locks()
    {
        ConsumerCopy project = runtime.Copy("Queued");

        BuildRun update = await project.BuildAsync(Update, "-p:RpcContractLock=true", "-p:RpcUpdateContractLock=true");
        BuildRun build = await project.BuildAsync("-p:RpcContractLock=true");

        update.AssertSucceeded();
        Assert.Equal(Lock, project.Read("tasks.lock"));
        Assert.Contains("\ninterface Queued.IMailer\n", project.Read("contract.lock"), StringComparison.Ordinal);
        build.AssertSucceeded();
    }

    [Fact]
    public async Task A_project_that_does_not_ask_for_it_is_not_touched()
    {
        ConsumerCopy project = runtime.Copy("Unlocked");
        project.Write("tasks.lock", "rubbish");
        (await project.BuildAsync()).AssertSucceeded();
        DateTime compiled = project.TimeOf("obj/Release/net10.0/Unlocked.dll");

        BuildRun update = await project.BuildAsync(Update);

        update.AssertSucceeded();
        Assert.Equal("rubbish", project.Read("tasks.lock"));
        Assert.Equal(compiled, project.TimeOf("obj/Release/net10.0/Unlocked.dll"));
    }
}
