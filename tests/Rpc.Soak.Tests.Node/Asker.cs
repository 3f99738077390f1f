namespace Rpc.Soak.Tests.Node;

/// <summary>Answers for one call, and for no other.</summary>
internal sealed class Asker(long own) : IAsker
{
    public long Answer(long id) => id == own ? Mix.Of(id, Method.AskBack) : throw new InvalidOperationException($"asked for {id:x16} instead of {own:x16}");
}
