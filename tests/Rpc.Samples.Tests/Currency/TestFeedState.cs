namespace Rpc.Samples.Tests;

/// <summary>How far a request of a <see cref="TestFeed"/> is.</summary>
internal enum TestFeedState
{
    Waiting,
    Answered,
    Dropped,
}
