namespace Rpc.Scale.Running;

/// <summary>A role process as its scenario sees it.</summary>
internal sealed class Role(RoleProcess process, TimeSpan patience, CancellationToken cancellationToken)
{
    /// <returns>What follows the word.</returns>
    public Task<string> HearReadyAsync() => process.HearAsync(Lines.Ready, patience, cancellationToken);

    /// <summary>Says a word and hears the readings that answer it.</summary>
    public async Task<Readings> AskAsync(string word)
    {
        process.Tell(word);
        return Lines.Parse(await process.HearAsync(patience, cancellationToken));
    }
}
