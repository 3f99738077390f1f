using System.IO.Pipelines;
using Rpc.Transports;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What a connection does to pipes that are somebody else's.</summary>
public sealed class PipeConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pipe_is_completed_once_whether_or_not_its_direction_was_ended_before(bool endsFirst)
    {
        var input = new Pipe();
        var output = new CountedWriter();
        TransportConnection connection = TransportConnection.Over(new Duplex(input.Reader, output), "pipes");
        if (endsFirst)
        {
            connection.EndSending();
        }

        connection.Abort();
        connection.Abort();
        Assert.Equal(1, output.Completions);
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    /// <summary>A writer of a library that bears no second end.</summary>
    private sealed class CountedWriter : PipeWriter
    {
        private readonly PipeWriter _inner = new Pipe().Writer;

        public int Completions { get; private set; }

        public override void Complete(Exception? exception = null) => Completions++;

        public override void Advance(int bytes) => _inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => _inner.CancelPendingFlush();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _inner.FlushAsync(cancellationToken);
    }
}
