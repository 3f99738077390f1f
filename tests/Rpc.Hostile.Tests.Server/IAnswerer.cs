namespace Rpc.Hostile.Tests.Server;

/// <summary>What a caller may pass along to be called back.</summary>
[Remote]
public interface IAnswerer
{
    int Answer(int question);

    Task<int> AnswerAsync(int question, CancellationToken cancellationToken = default);
}
