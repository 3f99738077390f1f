using System.Text.Json;

namespace Rpc.Codec;

/// <summary>Reads values from JSON. Stands before the value's first token; each read leaves it behind the value's last one.</summary>
/// <remarks>
/// Arrays: <see cref="BeginArray"/>, then one value after each <see cref="NextElement"/> that gives true. Objects: <see cref="BeginObject"/>, then one value
/// after each <see cref="NextMember(JsonNames, ref int)"/> that gives true.
/// Text that is not JSON, or not of the declared type, is an <see cref="RpcException"/> with <see cref="RpcStatus.InvalidArgument"/>.
/// </remarks>
public ref struct RpcJsonReader
{
    internal const string TagName = "$type";

    private readonly int _length;
    private long _spent;
    private bool _peeked;

    /// <summary>The token reader. Generated code reads through the methods of this type, which know of a token looked at in advance.</summary>
    public Utf8JsonReader Input;

    /// <summary>A reader over UTF-8 JSON text, at most 64 levels deep.</summary>
    public RpcJsonReader(ReadOnlySpan<byte> utf8Json, IReferenceTable? references = null)
    {
        Input = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = Wire.MaxDepth });
        References = references;
        _length = utf8Json.Length;
    }

    /// <summary>Turns references into live objects; null where they cannot travel.</summary>
    public IReferenceTable? References { get; }

    /// <summary>The member whose elements are being read; null where none has any that may not be null.</summary>
    internal string? Member { readonly get; set; }

    /// <summary>Goes to the next token, and gives its type.</summary>
    public JsonTokenType Read()
    {
        if (_peeked)
        {
            _peeked = false;
            return Input.TokenType;
        }

        try
        {
            if (Input.Read())
            {
                return Input.TokenType;
            }
        }
        catch (JsonException malformed)
        {
            throw CodecErrors.Undecodable($"The JSON is malformed: {malformed.Message}", malformed);
        }

        throw CodecErrors.Undecodable("The JSON ends before the value does.");
    }

    /// <summary>Goes over null where it comes next; otherwise stays.</summary>
    public bool ReadNull()
    {
        bool isNull = Read() == JsonTokenType.Null;
        _peeked = !isNull;
        return isNull;
    }

    /// <summary>Whether a token of this type comes next; stays.</summary>
    public bool NextIs(JsonTokenType type)
    {
        bool isNext = Read() == type;
        _peeked = true;
        return isNext;
    }

    /// <summary>Goes over the start of an array.</summary>
    public void BeginArray() => Expect(JsonTokenType.StartArray, "an array");

    /// <summary>Whether the array has another element; then stands before it, else behind the array.</summary>
    public bool NextElement() => _peeked = Read() != JsonTokenType.EndArray;

    /// <summary>Insists on another element of the array.</summary>
    public void Item()
    {
        if (!NextElement())
        {
            throw CodecErrors.Undecodable("The JSON array has too few elements.");
        }
    }

    /// <summary>Goes over the end of the array; another element is an error.</summary>
    public void EndArray()
    {
        if (NextElement())
        {
            throw CodecErrors.Undecodable("The JSON array has too many elements.");
        }
    }

    /// <summary>The tag of the object that comes next: its member $type, wherever that stands. Stays before the object.</summary>
    public int ReadTag(string union)
    {
        if (Read() != JsonTokenType.StartObject)
        {
            throw CodecErrors.Undecodable($"Expected an object with {TagName} for the union {union}, found {Input.TokenType}.");
        }

        _peeked = true;
        RpcJsonReader ahead = this;
        ahead.BeginObject();
        while (ahead.NextMember(out string name))
        {
            if (name == TagName)
            {
                return ahead.Read() == JsonTokenType.Number && ahead.Input.TryGetUInt16(out ushort tag)
                    ? tag
                    : throw CodecErrors.Undecodable($"{TagName} of the union {union} is not a tag.");
            }

            ahead.Skip();
        }

        throw CodecErrors.Undecodable($"The union {union} needs the member {TagName}.");
    }

    /// <summary>Goes over the start of an object.</summary>
    public void BeginObject() => Expect(JsonTokenType.StartObject, "an object");

    /// <summary>Whether the object has another member; then stands before its value, and <paramref name="name"/> is its name.</summary>
    public bool NextMember(out string name)
    {
        bool more = Read() == JsonTokenType.PropertyName;
        name = more ? Text() : "";
        return more;
    }

    /// <summary>Goes to the next member whose name is known, over those that are not. Names match exactly or else in any case.</summary>
    /// <param name="names">The known names.</param>
    /// <param name="index">Its place among them. Hand in the same variable again, at first -1: members in order are found at once.</param>
    public bool NextMember(JsonNames names, ref int index)
    {
        while (Read() == JsonTokenType.PropertyName)
        {
            int found = Input.ValueIsEscaped ? names.Find(System.Text.Encoding.UTF8.GetBytes(Text()), -1) : names.Find(Input.ValueSpan, index + 1);
            if (found >= 0)
            {
                index = found;
                return true;
            }

            Skip();
        }

        return false;
    }

    /// <summary>Goes over the whole next value.</summary>
    public void Skip()
    {
        Read();
        try
        {
            Input.Skip();
        }
        catch (JsonException malformed)
        {
            throw CodecErrors.Undecodable($"The JSON is malformed: {malformed.Message}", malformed);
        }
    }

    /// <summary>The text of the string or name on which the reader stands.</summary>
    public readonly string Text()
    {
        try
        {
            return Input.GetString()!;
        }
        catch (InvalidOperationException notText)
        {
            throw CodecErrors.Undecodable("A JSON string is not valid text.", notText);
        }
    }

    /// <summary>Counts <paramref name="cost"/> bytes, about to be allocated, against the budget of the text.</summary>
    public void Charge(long cost)
    {
        _spent += cost;
        if (_spent > DecodeBudget.Least)
        {
            DecodeBudget.Check(_spent, _length);
        }
    }

    /// <summary>Ends the reading of one text: anything but white space after the value is an error.</summary>
    public void End()
    {
        try
        {
            if (Input.Read())
            {
                throw CodecErrors.Undecodable("Something follows the JSON value.");
            }
        }
        catch (JsonException malformed)
        {
            throw CodecErrors.Undecodable($"Something follows the JSON value: {malformed.Message}", malformed);
        }
    }

    private void Expect(JsonTokenType expected, string what)
    {
        JsonTokenType found = Read();
        if (found != expected)
        {
            throw CodecErrors.Undecodable($"Expected {what}, found {found}.");
        }
    }
}
