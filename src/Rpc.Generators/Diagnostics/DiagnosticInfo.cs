using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Diagnostics;

/// <summary>A diagnostic before it is reported. Equal to another of the same kind at the same place. It lives as long as the parsing of one contract: no model holds one.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, Location? Location, EquatableArray<string> Arguments)
{
    /// <summary>Id and message, for an <c>#error</c>.</summary>
    public string Text => $"{Descriptor.Id}: {string.Format(CultureInfo.InvariantCulture, Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. Arguments.Cast<object>()])}";

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location ?? Location.None, [.. Arguments.Cast<object>()]);
}
