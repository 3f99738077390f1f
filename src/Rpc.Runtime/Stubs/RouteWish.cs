using Rpc.Calls;

namespace Rpc.Stubs;

/// <summary>What a call wants of its way, where there are several.</summary>
/// <param name="Avoid">The way that the call took before, in vain or without an answer yet: another one, if there is any.</param>
/// <param name="InOrder">The same way as the calls of this kind before, for as long as it is open: they have an order.</param>
internal readonly record struct RouteWish(CallRoute? Avoid = null, bool InOrder = false);
