using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Rpc.Codec;

/// <summary>Strings: UTF-8 behind ~bytes and the UTF-16 length; text with lone surrogates as UTF-16 behind its length.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringCodec : ICodec<string?>
{
    // A string this short reserves its worst case; a longer one is measured first.
    private const int MeasuredFrom = 64 * 1024;

    // ~bytes and the number of UTF-16 characters.
    private const int Lengths = 2 * sizeof(int);

    /// <inheritdoc/>
    public static int MinimumSize => sizeof(int);

    /// <inheritdoc/>
    public static KeyKind KeyKind => KeyKind.Randomized;

    /// <inheritdoc/>
    public static void Write(ref RpcWriter writer, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            writer.WriteCount(value is null ? -1 : 0);
            return;
        }

        WriteText(ref writer, value);
    }

    /// <summary>Writes text as a string that is not null.</summary>
    public static void WriteText(ref RpcWriter writer, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            writer.WriteCount(0);
            return;
        }

        if (text.Length <= AsciiText.Longest)
        {
            ref byte run = ref writer.Reserve(Lengths + text.Length);
            if (AsciiText.TryNarrow(in MemoryMarshal.GetReference(text), text.Length, ref Unsafe.Add(ref run, Lengths)))
            {
                Unsafe.WriteUnaligned(ref run, ~text.Length);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref run, sizeof(int)), text.Length);
                return;
            }

            writer.GiveBack(Lengths + text.Length);
        }

        WriteUtf8(ref writer, text);
    }

    /// <summary>Writes text in the UTF-16 form.</summary>
    public static void WriteUtf16(ref RpcWriter writer, ReadOnlySpan<char> text)
    {
        writer.WriteCount(text.Length);
        writer.WriteBytes(MemoryMarshal.AsBytes(text));
    }

    /// <inheritdoc/>
    public static string? Read(ref RpcReader reader)
    {
        int header = Unsafe.ReadUnaligned<int>(in reader.Take(sizeof(int)));
        return header switch
        {
            -1 => null,
            0 => "",
            < 0 => ReadUtf8(ref reader, ~header),
            _ => ReadUtf16(ref reader, header),
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(ref RpcJsonWriter writer, string? value)
    {
        RefuseHalves(value);
        writer.Output.WriteStringValue(value);
    }

    /// <summary>Refuses text with half a character: the JSON writer would put another one in its place.</summary>
    internal static void RefuseHalves(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                CodecErrors.ThrowFormat("A string with lone surrogates has no JSON form.");
            }

            at++;
        }
    }

    /// <inheritdoc/>
    public static string? ReadJson(ref RpcJsonReader reader)
    {
        switch (reader.Read())
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                reader.Charge(Cost(reader.Input.ValueSpan.Length));
                return reader.Text();
            default:
                throw CodecErrors.Undecodable($"Expected a string, found {reader.Input.TokenType}.");
        }
    }

    private static void WriteUtf8(ref RpcWriter writer, ReadOnlySpan<char> text)
    {
        int room = text.Length < MeasuredFrom ? text.Length * 3 : System.Text.Encoding.UTF8.GetByteCount(text);
        ref byte run = ref writer.Reserve(Lengths + room);
        Span<byte> utf8 = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref run, Lengths), room);
        if (Utf8.FromUtf16(text, utf8, out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            Unsafe.WriteUnaligned(ref run, ~written);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref run, sizeof(int)), text.Length);
            writer.GiveBack(room - written);
            return;
        }

        writer.GiveBack(Lengths + room);
        WriteUtf16(ref writer, text);
    }

    private static string ReadUtf8(ref RpcReader reader, int bytes)
    {
        int length = Unsafe.ReadUnaligned<int>(in reader.Take(sizeof(int)));
        ReadOnlySpan<byte> utf8 = reader.TakeBytes(bytes);
        if (length <= 0 || length > bytes || bytes > length * 3L)
        {
            CodecErrors.ThrowFormat($"A string of {bytes} bytes cannot have {length} characters.");
        }

        reader.Charge(Cost(length));
        return string.Create(length, utf8, static (text, utf8) =>
        {
            // As many bytes as characters: ASCII, or malformed.
            if (utf8.Length == text.Length && text.Length <= AsciiText.Longest)
            {
                if (!AsciiText.TryWiden(in MemoryMarshal.GetReference(utf8), utf8.Length, ref MemoryMarshal.GetReference(text)))
                {
                    ThrowMalformed();
                }

                return;
            }

            if (Utf8.ToUtf16(utf8, text, out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done || written != text.Length)
            {
                ThrowMalformed();
            }
        });
    }

    [DoesNotReturn]
    private static void ThrowMalformed() => CodecErrors.ThrowFormat("A string is not valid UTF-8 of the declared length.");

    private static string ReadUtf16(ref RpcReader reader, int length)
    {
        if (length > reader.Remaining / sizeof(char))
        {
            CodecErrors.ThrowFormat($"A string of {length} characters cannot be in the {reader.Remaining} bytes that are left.");
        }

        reader.Charge(Cost(length));
        return new string(MemoryMarshal.Cast<byte, char>(reader.TakeBytes(length * sizeof(char))));
    }

    private static long Cost(int length) => 24 + (2L * length);
}
