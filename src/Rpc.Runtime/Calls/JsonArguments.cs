using System.ComponentModel;
using System.Text.Json;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>Walks the arguments of a JSON call for generated code: an array in parameter order, or an object by parameter name.</summary>
/// <param name="names">The method's parameters in order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct JsonArguments(params string[] names)
{
    private readonly bool[] _present = new bool[names.Length];
    private JsonTokenType _end;
    private int _next;

    /// <summary>Moves to the next argument, so that its value is what <paramref name="reader"/> reads next.</summary>
    /// <returns>False behind the last one.</returns>
    /// <exception cref="RpcException">The text is no array or object, or has an argument that the method has not, or one twice.</exception>
    public bool Next(ref RpcJsonReader reader, out int place)
    {
        if (_end == JsonTokenType.None)
        {
            Begin(ref reader);
        }

        place = _end == JsonTokenType.EndArray ? NextItem(ref reader) : NextProperty(ref reader);
        if (place < 0)
        {
            return false;
        }

        if (_present[place])
        {
            throw Undecodable($"The argument '{names[place]}' is given twice.");
        }

        _present[place] = true;
        return true;
    }

    /// <summary>Whether the argument was not given.</summary>
    public readonly bool IsAbsent(int place) => !_present[place];

    /// <summary>Insists on an argument.</summary>
    /// <exception cref="RpcException">It was not given.</exception>
    public readonly void Require(int place)
    {
        if (!_present[place])
        {
            throw Undecodable($"The argument '{names[place]}' is missing.");
        }
    }

    private static RpcException Undecodable(string message) => new(RpcStatus.InvalidArgument, message, reason: RpcErrorReason.Undecodable);

    private void Begin(ref RpcJsonReader reader) => _end = reader.Read() switch
    {
        JsonTokenType.StartArray => JsonTokenType.EndArray,
        JsonTokenType.StartObject => JsonTokenType.EndObject,
        _ => throw Undecodable("The arguments must be a JSON array or object."),
    };

    private int NextItem(ref RpcJsonReader reader)
    {
        if (!reader.NextElement())
        {
            return -1;
        }

        return _next < names.Length ? _next++ : throw Undecodable($"There are more than {names.Length} arguments.");
    }

    private readonly int NextProperty(ref RpcJsonReader reader)
    {
        if (reader.Read() == JsonTokenType.EndObject)
        {
            return -1;
        }

        for (int place = 0; place < names.Length; place++)
        {
            if (reader.Input.ValueTextEquals(names[place]))
            {
                return place;
            }
        }

        throw Undecodable($"There is no parameter '{reader.Text()}'; the parameters are: {string.Join(", ", names)}.");
    }
}
