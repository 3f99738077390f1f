using Rpc;

namespace Mandelbrot.Contract;

#region contract
/// <summary>What a worker offers: rows of the picture.</summary>
[Remote]
public interface IMandelbrot
{
    /// <summary>Computes a band of rows: for each pixel, row by row, how soon it escapes, and 0 where it does not.</summary>
    [Idempotent]                                                           // computed twice is as good as once: so a band may be given to another worker
    Task<float[]> ComputeAsync(View view, Band band, CancellationToken cancellationToken = default);
}
#endregion
