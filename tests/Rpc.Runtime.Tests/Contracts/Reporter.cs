namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IReporter"/>.</summary>
public sealed class Reporter : IReporter
{
    public List<int> Report(IShapes sink, int count)
    {
        for (int i = 0; i < count; i++)
        {
            sink.Note(i);
        }

        return sink.Notes();
    }

    public async Task<List<int>> ReportAsync(IShapes sink, int count)
    {
        List<int> notes = Report(sink, count);
        await Task.Yield();
        return notes;
    }

    public async Task<int> EchoAsync(IValues other, int size, int times)
    {
        int[] right = await Task.WhenAll(Enumerable.Range(0, times).Select(async i =>
        {
            byte[] body = new byte[size];
            body.AsSpan().Fill((byte)i);
            return body.AsSpan().SequenceEqual(await other.BytesAsync(body)) ? 1 : 0;
        }));
        return right.Sum();
    }
}
