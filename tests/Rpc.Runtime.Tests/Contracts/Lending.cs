using System.Buffers;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="ILending"/>, and counts what came back.</summary>
public sealed class Lending : ILending
{
    private int _lent;
    private int _returned;

    public int Lent => Volatile.Read(ref _lent);

    public int Returned => Volatile.Read(ref _returned);

    public IMemoryOwner<byte> Lend(int size) => new Loan(this, size);

    public async Task<IMemoryOwner<byte>> LendLaterAsync(int size)
    {
        await Task.Yield();
        return new Loan(this, size);
    }

    public IMemoryOwner<byte>? LendNothing() => null;

    public async IAsyncEnumerable<IMemoryOwner<byte>> LendMany(int size, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new Loan(this, size);
        }
    }

    public IMemoryOwner<byte> Echo(IMemoryOwner<byte> bytes) => bytes;

    private sealed class Loan : IMemoryOwner<byte>
    {
        private readonly Lending _lender;
        private readonly byte[] _bytes;
        private int _returned;

        public Loan(Lending lender, int size)
        {
            _lender = lender;
            _bytes = Bulk.Body(size);
            Interlocked.Increment(ref lender._lent);
        }

        public Memory<byte> Memory => _returned == 0 ? _bytes : throw new ObjectDisposedException(nameof(Loan));

        public void Dispose()
        {
            // Twice would be seen: more are returned than were lent.
            _returned = 1;
            Interlocked.Increment(ref _lender._returned);
        }
    }
}
