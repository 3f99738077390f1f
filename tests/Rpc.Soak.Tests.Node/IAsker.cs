namespace Rpc.Soak.Tests.Node;

/// <summary>What a caller hands over to be asked back.</summary>
[Remote]
public interface IAsker
{
    /// <summary>Must be asked for the id of its own call.</summary>
    long Answer(long id);
}
