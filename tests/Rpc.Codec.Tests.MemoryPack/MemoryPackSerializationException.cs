namespace MemoryPack;

public sealed class MemoryPackSerializationException(string message) : Exception(message);
