namespace Mandelbrot.Contract;

/// <summary>Some rows of a picture: what a worker computes at a time.</summary>
/// <param name="Top">The uppermost one, counted from 0.</param>
/// <param name="Rows">How many.</param>
public readonly record struct Band(int Top, int Rows);
