namespace MemoryPack;

public static class MemoryPackFormatterProvider
{
    public static void Register<T>(MemoryPackFormatter<T> formatter) => Slot<T>.Formatter = formatter;

    public static MemoryPackFormatter<T> GetFormatter<T>() => Slot<T>.Formatter ?? throw new MemoryPackSerializationException($"{typeof(T)} is not registered in this provider.");

    private static class Slot<T>
    {
        public static MemoryPackFormatter<T>? Formatter;
    }
}
