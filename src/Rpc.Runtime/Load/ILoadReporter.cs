namespace Rpc.Load;

/// <summary>Tells what the objects of a server are called. Every server has one, under the object id <c>rpc.load</c>; it counts only while somebody listens.</summary>
[Remote]
internal interface ILoadReporter
{
    /// <summary>Tells of one object, again and again, until the caller has enough or the server stops. Who may not bind the object hears nothing of it.</summary>
    /// <param name="objectId">Its id.</param>
    /// <param name="milliseconds">The length of each stretch: 100 to 60,000.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<ObjectLoad> WatchAsync(string objectId, int milliseconds, CancellationToken cancellationToken = default);
}
