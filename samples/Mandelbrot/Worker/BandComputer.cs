using Mandelbrot.Computing;
using Mandelbrot.Contract;

namespace Mandelbrot.Worker;

/// <summary>The object that a worker offers.</summary>
internal sealed class BandComputer : IMandelbrot
{
    /// <summary>How many rows it has computed.</summary>
    public int Rows { get; private set; }

    /// <summary>Computes on the thread that calls, without an await: one call is one thread's work.</summary>
    /// <exception cref="ArgumentException">The view or the band is too large, or makes no sense. It comes back to the caller as itself.</exception>
    public Task<float[]> ComputeAsync(View view, Band band, CancellationToken cancellationToken = default)
    {
        if (view.Problem(band) is { } problem)
        {
            throw new ArgumentException(problem);
        }

        float[] values = EscapeTime.Compute(view, band, cancellationToken);
        Rows += band.Rows;
        return Task.FromResult(values);
    }
}
