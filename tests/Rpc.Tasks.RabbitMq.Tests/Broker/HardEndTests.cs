using System.Diagnostics;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Tasks.RabbitMq.Tests.Broker;

/// <summary>That a broker does not outlive tests that are killed.</summary>
public sealed class HardEndTests
{
    private const string FileVariable = "RPC_TEST_BROKER_FILE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_broker_ends_with_the_process_of_its_tests_when_that_is_killed()
    {
        if (RabbitServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        using var folder = new TemporaryFolder();
        string file = folder.File("broker");
        await using ProgramRun tests = ProgramRun.Start(
            Environment.ProcessPath!,
            ["--explicit", "only", "--filter-method", $"*{nameof(Starts_a_broker_and_waits_to_be_killed)}", "--results-directory", folder.Path],
            folder.Path,
            new Dictionary<string, string> { [FileVariable] = file });
        var watch = Stopwatch.StartNew();
        while (!File.Exists(file))
        {
            Assert.False(tests.HasExited, tests.Output + tests.Errors);
            Assert.True(watch.Elapsed < Patience, "The other process did not start its broker.");
            await Task.Delay(50);
        }

        string[] lines = await File.ReadAllLinesAsync(file);
        int[] processes = [.. lines[1..].Select(static line => int.Parse(line, null))];
        Assert.True(processes.Length >= 2);
        Assert.All(processes, static id => Assert.True(LivingProcess.Is(id)));
        tests.Kill();
        watch.Restart();
        while (processes.Any(LivingProcess.Is) && watch.Elapsed < Patience)
        {
            await Task.Delay(50);
        }

        int[] left = [.. processes.Where(LivingProcess.Is)];
        foreach (int id in left)
        {
            using Process process = Process.GetProcessById(id);
            process.Kill();
        }

        Directory.Delete(lines[0], recursive: true);
        Assert.Empty(left);
    }

    /// <summary>Not a test: what the other process of the test above does.</summary>
    [Fact(Explicit = true)]
    public async Task Starts_a_broker_and_waits_to_be_killed()
    {
        string file = Environment.GetEnvironmentVariable(FileVariable) ?? throw new InvalidOperationException("Only the test above runs this one.");
        await using RabbitServer server = await RabbitServer.StartNewAsync();
        await File.WriteAllLinesAsync(file + ".new", [server.Folder, .. server.Processes.Select(static id => id.ToString(null, null))]);
        File.Move(file + ".new", file);
        await Task.Delay(Patience);
    }
}
