using System;
using System.Collections.Generic;
using System.Globalization;
using Rpc.Generators.Model;

namespace Rpc.Generators.Locking;

/// <summary>Reads a lock file line by line. Anything that <see cref="LockText"/> would not write is an error with its line.</summary>
internal sealed class LockReader
{
    private readonly LockFile _file;
    private readonly List<LockInterface> _interfaces = [];
    private readonly List<LockType> _types = [];
    private readonly List<LockMethod> _methods = [];
    private readonly List<LockParameter> _parameters = [];
    private readonly List<LockMember> _members = [];
    private string? _interface;
    private LockMethod? _method;
    private LockType? _type;
    private bool _hasVersion;

    private LockReader(LockFile file) => _file = file;

    /// <summary>What a file says, or what is wrong with it.</summary>
    public static LockReading Read(string text, LockFile file)
    {
        var reader = new LockReader(file);
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (reader.Take(lines[i].TrimEnd('\r')) is { } wrong)
            {
                return new LockReading(null, i, wrong);
            }
        }

        reader.End();
        return reader._hasVersion
            ? new LockReading(new LockDocument(new(reader._interfaces), new(reader._types)), 0, null)
            : new LockReading(null, lines.Length - 1, $"the line '{LockText.Version}' is missing");
    }

    // Null, or what is wrong with the line.
    private string? Take(string line)
    {
        if (IsConflict(line))
        {
            return "it holds the markers of a merge conflict: " + _file.AfterMerge;
        }

        if (line.Trim().Length == 0 || line[0] == '#')
        {
            return null;
        }

        if (!_hasVersion)
        {
            _hasVersion = line == LockText.Version;
            return _hasVersion ? null : line.StartsWith("version ", StringComparison.Ordinal)
                ? $"it has '{line}', and this version of Rpc.Runtime reads '{LockText.Version}'"
                : $"the line '{LockText.Version}' has to come first";
        }

        bool known = Indentation(line) switch
        {
            0 => Head(line),
            2 when _interface is not null => Method(line.Substring(2)),
            2 when _type is not null => Member(line.Substring(2), _type.Kind),
            4 when _method is not null => Part(line.Substring(4)),
            _ => false,
        };
        return known ? null : $"'{line.Trim()}' says nothing here";
    }

    private static bool IsConflict(string line) =>
        line.StartsWith("<<<<<<<", StringComparison.Ordinal) || line.StartsWith(">>>>>>>", StringComparison.Ordinal)
        || line.StartsWith("|||||||", StringComparison.Ordinal) || line == "=======";

    private static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;

    private bool Head(string line)
    {
        End();
        int space = line.IndexOf(' ');
        string name = line.Substring(space + 1);
        switch (space < 0 ? string.Empty : line.Substring(0, space))
        {
            case "interface":
                _interface = name;
                return true;
            case "object":
                return Begin(LockTypeKind.Object, name, name.Length, 0);
            case "union":
                return Begin(LockTypeKind.Union, name, name.Length, 0);
            case "struct":
                return Begin(LockTypeKind.Struct, name, name.LastIndexOf(' '), 1) && int.TryParse(_type!.Detail, NumberStyles.None, CultureInfo.InvariantCulture, out _);
            case "enum":
                return Begin(LockTypeKind.Enum, name, name.LastIndexOf(" : ", StringComparison.Ordinal), 3);
            default:
                return false;
        }
    }

    private bool Begin(LockTypeKind kind, string text, int end, int gap)
    {
        if (end <= 0)
        {
            return false;
        }

        _type = new LockType(kind, text.Substring(0, end), text.Substring(end + gap), EquatableArray<LockMember>.Empty);
        return true;
    }

    private bool Method(string line)
    {
        EndMethod();
        int end = line.LastIndexOf(')') + 1;
        if (!line.StartsWith("method ", StringComparison.Ordinal) || line.IndexOf('(') < 0 || end == 0)
        {
            return false;
        }

        string[] traits = line.Substring(end).Split([' '], StringSplitOptions.RemoveEmptyEntries);
        _method = new LockMethod(line.Substring("method ".Length, end - "method ".Length), new(traits), null, EquatableArray<LockParameter>.Empty);
        return true;
    }

    private bool Part(string line)
    {
        if (line.StartsWith("returns ", StringComparison.Ordinal))
        {
            _method = _method! with { Result = LockValue.Parse(line.Substring("returns ".Length)) };
            return true;
        }

        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon <= 0)
        {
            return false;
        }

        string rest = line.Substring(colon + 2);
        int equal = rest.IndexOf(" = ", StringComparison.Ordinal);
        _parameters.Add(new LockParameter(
            line.Substring(0, colon), LockValue.Parse(equal < 0 ? rest : rest.Substring(0, equal)), equal < 0 ? null : rest.Substring(equal + 3)));
        return true;
    }

    private bool Member(string line, LockTypeKind kind)
    {
        string separator = kind == LockTypeKind.Enum ? " = " : ": ";
        int end = line.IndexOf(separator, StringComparison.Ordinal);
        if (end <= 0)
        {
            return false;
        }

        const string Required = " required";
        string rest = line.Substring(end + separator.Length);
        bool isRequired = rest.EndsWith(Required, StringComparison.Ordinal);
        _members.Add(new LockMember(line.Substring(0, end), LockValue.Parse(isRequired ? rest.Substring(0, rest.Length - Required.Length) : rest), isRequired));
        return true;
    }

    private void EndMethod()
    {
        if (_method is not null)
        {
            _methods.Add(_method with { Parameters = new(_parameters.ToArray()) });
            _parameters.Clear();
            _method = null;
        }
    }

    private void End()
    {
        EndMethod();
        if (_interface is not null)
        {
            _interfaces.Add(new LockInterface(_interface, new(_methods.ToArray())));
            _methods.Clear();
            _interface = null;
        }

        if (_type is not null)
        {
            _types.Add(_type with { Members = new(_members.ToArray()) });
            _members.Clear();
            _type = null;
        }
    }
}
