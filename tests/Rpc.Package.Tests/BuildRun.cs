using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Packages;

/// <summary>What a build said.</summary>
/// <param name="Succeeded">Whether it ended well.</param>
/// <param name="Output">All that it printed.</param>
public sealed record BuildRun(bool Succeeded, string Output)
{
    /// <summary>The ids of its errors, each once.</summary>
    public IEnumerable<string> Errors => Regex.Matches(Output, @"error (\w+):").Select(match => match.Groups[1].Value).Distinct();

    /// <summary>Fails with the build's output where it did not end well.</summary>
    public void AssertSucceeded() => Assert.True(Succeeded, Output);

    public static async Task<BuildRun> OfAsync(string folder, params string[] arguments)
    {
        await using ProgramRun run = await ProgramRun.CompleteAsync("dotnet", arguments, folder, limit: TimeSpan.FromMinutes(4));
        return new BuildRun(await run.ExitAsync() == 0, run.Output + run.Errors);
    }
}
