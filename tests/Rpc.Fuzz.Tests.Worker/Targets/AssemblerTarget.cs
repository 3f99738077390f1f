using Rpc.Connections;
using Rpc.Fuzz.Engine;
using Rpc.Protocol;

namespace Rpc.Fuzz.Targets;

/// <summary>Frames one after another, as a connection's reader gives them to what puts long messages together: all memory comes back, whatever comes.</summary>
internal sealed class AssemblerTarget() : FuzzTarget("connections-assembler", [Message(FrameType.Request, 10, 4, 6), Message(FrameType.Reply, 3000, 1000, 1000, 1000), [.. Message(FrameType.Request, 10, 4), .. Message(FrameType.Request, 12, 4)]])
{
    private static readonly RpcLimits Limits = new() { MaxMessageBytes = 64 * 1024, MaxIncompleteBytes = 128 * 1024, MaxIncompleteBytesInAll = 192 * 1024 };

    private readonly UnfinishedBudget _budget = new(Limits);

    public override bool Run(ReadOnlySpan<byte> input)
    {
        var work = new UnfinishedWork(Limits, _budget);
        var assembler = new MessageAssembler(Limits, work);
        int complete = 0;
        bool isOrderly = true;
        try
        {
            while (input.Length >= FrameHeader.Size)
            {
                FrameHeader header = FrameHeader.Read(input);
                int length = Math.Min(header.Length, input.Length - FrameHeader.Size);
                complete += Take(assembler, header with { Length = length }, input.Slice(FrameHeader.Size, length)) ? 1 : 0;
                input = input[(FrameHeader.Size + length)..];
            }
        }
        catch (ProtocolException)
        {
            isOrderly = false;
        }

        assembler.Close();
        return work.Bytes == 0 && _budget.Bytes == 0 ? isOrderly && complete > 0 : throw new InvariantException($"{work.Bytes} bytes are still counted after the end.");
    }

    private static bool Take(MessageAssembler assembler, in FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Type != FrameType.Chunk)
        {
            if ((header.Flags & FrameFlags.Chunked) != 0)
            {
                assembler.Begin(header, body);
            }
            else if (header.Type == FrameType.Cancel)
            {
                assembler.Discard(false, header.Id);
            }

            return false;
        }

        FrameHeader first;
        KeptBytes? message;
        if (header.Id % 2 == 1 && body.Length > 1 && assembler.Open(header, body[..1]) is { IsEmpty: false } rest)
        {
            body[1..].CopyTo(rest.Span);
            if (!assembler.TryClose(header, rest.Length, out first, out message))
            {
                return false;
            }
        }
        else if (!assembler.TryContinue(header, body, out first, out message, out RpcException? refusal) || refusal is not null)
        {
            return false;
        }

        using (message)
        {
            return message!.Join().Length == first.Length ? true : throw new InvariantException($"A message of {first.Length} bytes was put together from {message.Length}.");
        }
    }

    private static byte[] Message(FrameType type, int whole, params int[] parts)
    {
        var bytes = new List<byte>();
        for (int i = 0; i < parts.Length; i++)
        {
            byte[] header = new byte[FrameHeader.Size];
            FrameFlags flags = i == 0 ? FrameFlags.Chunked : MessageAssembler.IsAnswer(type) ? FrameFlags.Answer : FrameFlags.None;
            new FrameHeader(parts[i] + (i == 0 ? 4 : 0), i == 0 ? type : FrameType.Chunk, flags, 7).Write(header);
            bytes.AddRange(header);
            bytes.AddRange(i == 0 ? BitConverter.GetBytes(whole) : []);
            bytes.AddRange(new byte[parts[i]]);
        }

        return [.. bytes];
    }
}
