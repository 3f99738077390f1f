namespace MemoryPack;

public sealed record MemoryPackSerializerOptions;
