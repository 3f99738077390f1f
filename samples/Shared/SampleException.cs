namespace Samples;

/// <summary>Something that ends a sample and that its message explains to who started it.</summary>
internal sealed class SampleException(string message) : Exception(message);
