using Rpc.Tasks.Backends;

namespace Rpc.Tasks.Hub;

/// <summary>A claim over a network, where its answer can be lost: the tasks would then run for a worker that does not know of them, for as long as it lives.</summary>
/// <param name="Request">What the worker wants.</param>
/// <param name="Number">Rises with each claim of the worker. A hub does nothing for one that comes after a later one: nobody waits for it any more.</param>
/// <param name="Lease">How long the worker lives from now on without a sign of life; used with <paramref name="Held"/> only.</param>
/// <param name="Held">Null (always, while nothing is lost) where the answer to the claim before has come. Else all tasks that the worker knows to have: the others that run in it are given back, uncharged, before any is claimed.</param>
internal sealed record HubClaim(ClaimRequest Request, long Number, TimeSpan Lease, IReadOnlyList<HeldTask>? Held);
