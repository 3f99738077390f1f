using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Diagnostics;

internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo? Location, EquatableArray<string> Arguments);
