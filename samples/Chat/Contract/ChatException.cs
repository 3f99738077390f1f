namespace Chat.Contract;

/// <summary>The server has refused something; the message says why. The contract lists it, so it comes back as itself.</summary>
public sealed class ChatException(string message) : Exception(message);
