namespace Rpc.Runtime.Tests;

/// <summary>A struct that travels as its memory.</summary>
public readonly record struct Vector(double X, double Y, long Step);
