using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Rpc.Protocol;

namespace Rpc;

/// <summary>Names and values that travel beside one call or one answer, and with no other. Names are compared without case; each has one value.</summary>
/// <remarks>
/// A name has 1 to 128 letters, digits, '-', '_' or '.'; a value is any text. All of one call together may have <see cref="RpcLimits.MaxHeaderBytes"/>. Not thread-safe; those of a call that came in
/// do not change.
/// </remarks>
public sealed class RpcHeaders : IReadOnlyCollection<KeyValuePair<string, string>>
{
    /// <summary>The header that carries a correlation id which a caller has set.</summary>
    internal const string CorrelationId = "correlation-id";

    private readonly List<KeyValuePair<string, string>> _pairs;
    private readonly bool _readOnly;

    /// <summary>No headers yet.</summary>
    public RpcHeaders() => _pairs = [];

    internal RpcHeaders(List<KeyValuePair<string, string>> received)
    {
        _pairs = [];
        foreach ((string name, string value) in received)
        {
            Put(name, value);
        }

        _readOnly = true;
    }

    /// <summary>Of a call that came in without any.</summary>
    internal static RpcHeaders None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <summary>The value of a header; setting replaces it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such header.</exception>
    /// <exception cref="ArgumentException">The name is not one, or the value has half of a surrogate pair.</exception>
    /// <exception cref="InvalidOperationException">The headers came with a call.</exception>
    public string this[string name]
    {
        get => TryGetValue(name, out string? value) ? value : throw new KeyNotFoundException($"There is no header {name}.");
        set
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(value);
            if (_readOnly)
            {
                throw new InvalidOperationException($"These headers came with the call. Set {nameof(CallContext)}.{nameof(CallContext.ResponseHeaders)} to answer with some.");
            }

            if (CallHeaderBlock.Problem(name) is { } problem)
            {
                throw new ArgumentException($"\"{name}\" cannot be a header: {problem}.", nameof(name));
            }

            if (!IsText(value))
            {
                throw new ArgumentException($"The value of the header {name} has half of a surrogate pair, which has no bytes.", nameof(value));
            }

            Put(name, value);
        }
    }

    /// <summary>Adds a header; here so that a collection can be written with braces.</summary>
    /// <exception cref="ArgumentException">It is there already, or the name is none.</exception>
    public void Add(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IndexOf(name) >= 0)
        {
            throw new ArgumentException($"There is a header {name} already.", nameof(name));
        }

        this[name] = value;
    }

    /// <summary>Whether there is such a header, and its value.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        int index = IndexOf(name);
        value = index < 0 ? null : _pairs[index].Value;
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsText(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return false;
            }
        }

        return true;
    }

    private void Put(string name, string value)
    {
        int index = IndexOf(name);
        if (index < 0)
        {
            _pairs.Add(new KeyValuePair<string, string>(name, value));
        }
        else
        {
            _pairs[index] = new KeyValuePair<string, string>(name, value);
        }
    }

    private int IndexOf(string name) => _pairs.FindIndex(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));
}
