using System.Security.Claims;

namespace Rpc;

/// <summary>Who wants to do what with which object.</summary>
/// <param name="User">The caller's identity from the handshake; not authenticated where there is none.</param>
/// <param name="PeerAddress">The caller's address.</param>
/// <param name="ObjectId">The object's id; empty for one that was handed to the caller as a reference.</param>
/// <param name="Contract">Full name of the interface under which the object was added; empty where the caller asks for an id that is not there.</param>
/// <param name="Method">Name of the method, <c>get_X</c> and <c>set_X</c> for accessors; null for binding, which comes before every call, and for describing.</param>
/// <param name="Signature">The same with its parameter types, as <c>Add(int,int)</c>; null likewise.</param>
public readonly record struct AccessRequest(ClaimsPrincipal User, string PeerAddress, string ObjectId, string Contract, string? Method, string? Signature);
