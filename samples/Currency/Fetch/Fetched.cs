namespace Currency.Fetch;

/// <summary>One fetch of all pairs.</summary>
/// <param name="Answers">What became of each, in the order in which they were asked for.</param>
/// <param name="Time">How long it took from the first call to the last answer.</param>
internal sealed record Fetched(IReadOnlyList<Answer> Answers, TimeSpan Time)
{
    public bool HasAll => Answers.All(answer => answer.Failure is null);

    /// <summary>Whether the other fetch has the same rates, and lacks the same.</summary>
    public bool IsLike(Fetched other) => Answers.Select(Essence).SequenceEqual(other.Answers.Select(Essence));

    // Not the reason: the same silence may be told in two ways.
    private static (string Pair, decimal? Rate) Essence(Answer answer) => (answer.Pair, answer.Rate);
}
