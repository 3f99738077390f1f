using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary><c>samples/tour.sh</c>: all samples by their one command, and what they say is checked.</summary>
public sealed class TourTests
{
    [Fact]
    public async Task The_tour_finds_that_all_samples_work()
    {
        string[] samples = [.. Directory.GetDirectories(RepositoryPaths.Path("samples")).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(folder => Path.GetFileName(folder)!)];

        await using ProgramRun tour = await ProgramRun.CompleteAsync(RepositoryPaths.Path("samples", "tour.sh"), ["-c", RepositoryPaths.Configuration, "--no-build"], limit: TimeSpan.FromMinutes(5));

        Assert.True(await tour.ExitAsync() == 0, tour.Output + tour.Errors);
        Assert.EndsWith($"\n{samples.Length} of {samples.Length} samples work\n", tour.Output, StringComparison.Ordinal);
        Assert.All(samples, sample => Assert.Contains($"== dotnet run --project samples/{sample}", tour.Output, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', tour.Output);
        Assert.True(await tour.AllGoneAsync(TimeSpan.FromSeconds(15)), "Some of their processes live still.");
    }

    [Fact]
    public async Task A_sample_that_does_not_work_is_told()
    {
        await using ProgramRun tour = await ProgramRun.CompleteAsync(RepositoryPaths.Path("samples", "tour.sh"), ["-c", "NoSuchConfiguration", "--no-build"], limit: TimeSpan.FromMinutes(5));

        Assert.Equal(1, await tour.ExitAsync());
        Assert.Contains("!! exit code 1", tour.Output, StringComparison.Ordinal);
        Assert.Contains("\n0 of ", tour.Output, StringComparison.Ordinal);
    }
}
