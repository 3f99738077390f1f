using System.Buffers.Binary;

namespace Rpc.Fuzz.Engine;

/// <summary>Changes an input a little, most of the time in a way that leaves it readable for a while: it knows of counts, lengths, headers and text.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly int[] Interesting = [0, 1, 2, 3, 4, 7, 8, 16, 31, 32, 63, 64, 65, 127, 128, 249, 250, 255, 256, 4096, 4097, 65535, 65536, int.MaxValue, int.MinValue, -1, -2, -3, -4, -5];
    private static readonly byte[] Headers = [0, 1, 2, 3, 4, 5, 8, 249, 250, 251, 254, 255];

    private readonly byte[] _bytes = new byte[GuardedInput.MaxLength];
    private int _length;

    /// <summary>Gives a changed copy of <paramref name="input"/>, valid until the next call.</summary>
    public ReadOnlySpan<byte> Mutate(byte[] input, FuzzTarget target, byte[] donor)
    {
        _length = Math.Min(input.Length, _bytes.Length);
        input.AsSpan(0, _length).CopyTo(_bytes);
        byte[][] tokens = target.Tokens;
        for (int edits = 1 + Math.Min(random.Next(6), random.Next(6)); edits > 0; edits--)
        {
            if (tokens.Length > 0 && random.Next(3) > 0)
            {
                EditText(tokens, donor);
            }
            else
            {
                EditBytes(donor);
            }
        }

        return _bytes.AsSpan(0, _length);
    }

    private void EditBytes(byte[] donor)
    {
        switch (random.Next(16))
        {
            case 0:
                Change((_, value) => (byte)(value ^ (1 << random.Next(8))));
                break;
            case 1:
                Change((_, _) => (byte)random.Next(256));
                break;
            case 2:
                Change((_, _) => Headers[random.Next(Headers.Length)]);
                break;
            case 3:
                Change((_, value) => (byte)(value + random.Next(-8, 9)));
                break;
            case 4 or 5:
                ChangeInt();
                break;
            case 6:
                ChangeLong();
                break;
            case 7:
                Delete(Place(), 1 + Small());
                break;
            case 8:
                InsertRandom(Place(), 1 + Small());
                break;
            case 9:
                Repeat();
                break;
            case 10:
                _length = random.Next(_length + 1);
                break;
            case 11:
                Splice(donor);
                break;
            case 12:
                Resize();
                break;
            case 13:
                AddElements();
                break;
            case 14:
                Move();
                break;
            default:
                AppendZeros();
                break;
        }
    }

    private void EditText(byte[][] tokens, byte[] donor)
    {
        byte[] token = tokens[random.Next(tokens.Length)];
        switch (random.Next(8))
        {
            case 0 or 1:
                Insert(Place(), token);
                break;
            case 2:
                Overwrite(Place(), token);
                break;
            case 3:
                ReplaceOne(tokens, token);
                break;
            case 4:
                Wrap();
                break;
            case 5:
                Delete(Place(), 1 + Small());
                break;
            case 6:
                Repeat();
                break;
            default:
                Splice(donor);
                break;
        }
    }

    private void Change(Func<int, byte, byte> change)
    {
        if (_length > 0)
        {
            int at = random.Next(_length);
            _bytes[at] = change(at, _bytes[at]);
        }
    }

    private void ChangeInt()
    {
        if (_length < 4)
        {
            return;
        }

        int at = random.Next(_length - 3);
        Span<byte> place = _bytes.AsSpan(at);
        int old = BinaryPrimitives.ReadInt32LittleEndian(place);
        int left = _length - at - 4;
        BinaryPrimitives.WriteInt32LittleEndian(place, random.Next(8) switch
        {
            0 => left,
            1 => ~left,
            2 => left + random.Next(-2, 3),
            3 => left / (1 << random.Next(5)),
            4 => old + random.Next(-4, 5),
            5 => ~old,
            _ => Interesting[random.Next(Interesting.Length)],
        });
    }

    private void ChangeLong()
    {
        if (_length >= 8)
        {
            long value = random.Next(4) switch { 0 => long.MinValue, 1 => long.MaxValue, 2 => Interesting[random.Next(Interesting.Length)], _ => random.NextInt64() >> random.Next(64) };
            BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(random.Next(_length - 7)), value);
        }
    }

    // A length somewhere, in either form, and as much more or less of what it counts.
    private void Resize()
    {
        for (int attempts = 0; attempts < 8 && _length >= 5; attempts++)
        {
            int at = random.Next(_length - 3);
            int value = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
            int count = value < -1 ? ~value : value;
            int start = at + 4 + (value < -1 ? 4 : 0);
            if (count <= 0 || start + count > _length)
            {
                continue;
            }

            int by = random.Next(-count, 16);
            if (by > 0)
            {
                InsertRandom(start, by);
            }
            else
            {
                Delete(start, -by);
            }

            BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), value < -1 ? ~(count + by) : count + by);
            if (value < -1)
            {
                BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at + 4), Math.Max(BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at + 4)) + by, 0));
            }

            return;
        }
    }

    // A count somewhere, and as many more of a piece of what follows it.
    private void AddElements()
    {
        if (_length < 5)
        {
            return;
        }

        int at = random.Next(Math.Min(_length - 4, 64));
        int count = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
        if (count is < 0 or > 4096)
        {
            return;
        }

        int left = _length - at - 4;
        int size = count > 0 && random.Next(2) == 0 ? Math.Max(left / count, 1) : 1 + random.Next(Math.Min(left, 24));
        int more = random.Next(64) == 0 ? random.Next(5000) : 1 + random.Next(70);
        more = Math.Min(more, (_bytes.Length - _length) / size);
        byte[] piece = _bytes.AsSpan(at + 4, Math.Min(size, left)).ToArray();
        for (int i = 0; i < more; i++)
        {
            Insert(_length, piece);
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(at), count + more);
    }

    private void AppendZeros()
    {
        int more = Math.Min(random.Next(128) == 0 ? random.Next(4096) : 1 + random.Next(64), _bytes.Length - _length);
        _bytes.AsSpan(_length, more).Clear();
        _length += more;
    }

    private void Repeat()
    {
        if (_length > 0)
        {
            int at = random.Next(_length);
            byte[] piece = _bytes.AsSpan(at, Math.Min(1 + Small(), _length - at)).ToArray();
            for (int times = random.Next(256) == 0 ? random.Next(2000) : 1 + random.Next(4); times > 0 && _length + piece.Length <= 8192; times--)
            {
                Insert(at, piece);
            }
        }
    }

    private void Move()
    {
        if (_length > 1)
        {
            int at = random.Next(_length);
            byte[] piece = _bytes.AsSpan(at, Math.Min(1 + Small(), _length - at)).ToArray();
            Overwrite(random.Next(_length), piece);
        }
    }

    // The beginning of one, the end of the other.
    private void Splice(byte[] donor)
    {
        if (donor.Length > 0)
        {
            int from = random.Next(donor.Length);
            int at = random.Next(2) == 0 ? Math.Min(from, _length) : Place();
            if (random.Next(2) == 0)
            {
                _length = at;
            }

            Insert(at, donor.AsSpan(from, random.Next(donor.Length - from) + 1));
        }
    }

    private void ReplaceOne(byte[][] tokens, byte[] token)
    {
        byte[] old = tokens[random.Next(tokens.Length)];
        int start = Place();
        int at = _bytes.AsSpan(start, _length - start).IndexOf(old);
        if (at >= 0)
        {
            Delete(start + at, old.Length);
            Insert(start + at, token);
        }
    }

    private void Wrap()
    {
        bool isList = random.Next(2) == 0;
        Insert(0, isList ? "["u8 : "{\"a\":"u8);
        Insert(_length, isList ? "]"u8 : "}"u8);
    }

    private int Place() => random.Next(_length + 1);

    private int Small() => random.Next(1 << random.Next(1, 6));

    private void Delete(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _bytes.AsSpan(at + count, _length - at - count).CopyTo(_bytes.AsSpan(at));
        _length -= count;
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length <= _bytes.Length)
        {
            _bytes.AsSpan(at, _length - at).CopyTo(_bytes.AsSpan(at + bytes.Length));
            bytes.CopyTo(_bytes.AsSpan(at));
            _length += bytes.Length;
        }
    }

    private void InsertRandom(int at, int count)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(count, 64)];
        random.NextBytes(bytes);
        Insert(at, bytes);
    }

    private void Overwrite(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _bytes.Length - at);
        bytes[..count].CopyTo(_bytes.AsSpan(at));
        _length = Math.Max(_length, at + count);
    }
}
