namespace Versions;

/// <summary>Older programs do not list it.</summary>
public sealed class BrokenItemException(string message) : Exception(message);
