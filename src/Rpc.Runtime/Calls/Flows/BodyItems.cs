using System.Buffers;
using System.Runtime.CompilerServices;

namespace Rpc.Calls;

/// <summary>The bytes of a body in pieces: a first one without bytes, which says that there is a body, or null, which says that there is none. A piece is valid until the next one is asked for.</summary>
/// <param name="body">The body; null for none.</param>
/// <param name="owned">Whether it is disposed at the end.</param>
internal sealed class BodyItems(Stream? body, bool owned = false) : IAsyncEnumerable<ReadOnlyMemory<byte>?>
{
    /// <summary>A piece and its length fit in one frame.</summary>
    private const int PieceBytes = 60 * 1024;

    private readonly Stream? _body = body;
    private readonly bool _owned = owned;

    public IAsyncEnumerator<ReadOnlyMemory<byte>?> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Pieces(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>?> Pieces([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_body is null)
        {
            yield return null;
            yield break;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            yield return ReadOnlyMemory<byte>.Empty;
            int read;
            while ((read = await _body.ReadAsync(buffer.AsMemory(0, PieceBytes), cancellationToken).ConfigureAwait(false)) > 0)
            {
                yield return buffer.AsMemory(0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (_owned)
            {
                await _body.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
