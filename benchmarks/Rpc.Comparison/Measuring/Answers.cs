namespace Rpc.Comparison.Measuring;

/// <summary>What the service of every row is asked and has to answer. A wrong answer voids the run.</summary>
internal static class Answers
{
    public const string Name = "Ali";

    private const string Greeting = "Hi welcome ";

    public static string Welcome(string name) => Greeting + name;

    /// <summary>Checks the answer to <c>n + 1</c>.</summary>
    public static void CheckSum(int n, int sum)
    {
        if (sum != n + 1)
        {
            throw new InvalidOperationException($"{n} + 1 was answered with {sum}.");
        }
    }

    public static void CheckWelcome(int n, string text)
    {
        if (!text.StartsWith(Greeting, StringComparison.Ordinal) || !text.AsSpan(Greeting.Length).SequenceEqual(Name))
        {
            throw new InvalidOperationException($"Welcome of call {n} was answered with '{text}'.");
        }
    }
}
