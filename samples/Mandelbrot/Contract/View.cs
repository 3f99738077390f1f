namespace Mandelbrot.Contract;

/// <summary>Which part of the plane is drawn, and how finely.</summary>
/// <param name="X">The real part in the middle of the picture.</param>
/// <param name="Y">The imaginary part there.</param>
/// <param name="Scale">How much of the plane the picture is wide.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Iterations">After so many steps a point counts as one of the set.</param>
public sealed record View(double X, double Y, double Scale, int Width, int Height, int Iterations)
{
    /// <summary>The pixels of a picture: whoever draws it holds 3 bytes for each.</summary>
    public const int MaxPixels = 32_000_000;

    /// <summary>The steps that a band may take: some seconds of one core.</summary>
    public const long MaxBandSteps = 1_000_000_000;

    /// <summary>The pixels of a band: its answer has 4 bytes for each.</summary>
    public const int MaxBandPixels = 1_000_000;

    private const int MaxSide = 16_384;
    private const int MaxIterations = 100_000;

    /// <summary>Why this view is not drawn; null where it is. Both sides ask: the one that draws to tell its user at once, a worker because anybody may call it.</summary>
    public string? Problem()
    {
        if (Width is < 1 or > MaxSide || Height is < 1 or > MaxSide)
        {
            return $"A picture of {Width} x {Height} pixels: width and height are from 1 to {MaxSide:N0}.";
        }

        if ((long)Width * Height > MaxPixels)
        {
            return $"A picture of {Width} x {Height} pixels: {MaxPixels:N0} are the most.";
        }

        if (Iterations is < 1 or > MaxIterations)
        {
            return $"{Iterations} iterations: from 1 to {MaxIterations:N0} are possible.";
        }

        if ((long)Width * Iterations > MaxBandSteps)
        {
            return $"{Width} pixels a row with {Iterations} iterations each: a row takes at most {MaxBandSteps:N0}.";
        }

        // Written so that NaN is a problem, too. Below the smallest scale numbers have no more digits.
        return !(Math.Abs(X) <= 10) || !(Math.Abs(Y) <= 10) ? $"The middle ({X}, {Y}): both are from -10 to 10."
            : !(Scale is >= 1e-12 and <= 100) ? $"A scale of {Scale}: from 1E-12 to 100 are possible."
            : null;
    }

    /// <summary>Why a worker does not compute the band; null where it does.</summary>
    public string? Problem(Band band)
    {
        if (Problem() is { } problem)
        {
            return problem;
        }

        if (band.Top < 0 || band.Rows < 1 || band.Rows > Height || band.Top > Height - band.Rows)
        {
            return $"{band.Rows} rows from row {band.Top} on: the picture has rows 0 to {Height - 1}.";
        }

        long pixels = (long)band.Rows * Width;
        return pixels > MaxBandPixels ? $"A band of {pixels:N0} pixels: {MaxBandPixels:N0} are the most. Ask for fewer rows at a time."
            : pixels * Iterations > MaxBandSteps ? $"A band of {pixels:N0} pixels with {Iterations} iterations each: {MaxBandSteps:N0} steps are the most. Ask for fewer rows at a time."
            : null;
    }
}
