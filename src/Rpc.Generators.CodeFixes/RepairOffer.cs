using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.CodeFixes;

/// <summary>A change that the user can choose.</summary>
/// <param name="Title">What it does, as the editor's menu shows it.</param>
/// <param name="Key">The same for all offers that "fix all" takes together.</param>
/// <param name="Change">The solution afterwards.</param>
internal sealed record RepairOffer(string Title, string Key, Func<CancellationToken, Task<Solution>> Change);
