using System.Runtime.CompilerServices;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="IContexts"/>.</summary>
/// <param name="flows">Whether its context follows it through its awaits.</param>
public sealed class Contexts(bool flows) : IContexts
{
    /// <summary>Contexts that some handler has had. Whoever keeps one may look at it as long as he likes, so none may come again.</summary>
    private static readonly ConditionalWeakTable<CallContext, string> s_seen = [];

    private static readonly AsyncLocal<int> s_left = new();

    public string Look(string objectId, int depth)
    {
        CallContext? context = CallContext.Current;
        string wrong = Enter(context, nameof(Look), objectId, depth);
        Thread.SpinWait(20);
        return wrong.Length > 0 ? wrong : Leave(context!);
    }

    public ValueTask<string> LookAsync(string objectId, int depth)
    {
        CallContext? context = CallContext.Current;
        string wrong = Enter(context, nameof(LookAsync), objectId, depth);
        return wrong.Length > 0 ? new ValueTask<string>(wrong) : After(Leave(context!));

        async ValueTask<string> After(string left)
        {
            await Task.Yield();
            return left.Length > 0 ? left : AfterAwait(context!);
        }
    }

    public string LookAround(IContexts other, string objectId, int depth, int levels)
    {
        ArgumentNullException.ThrowIfNull(other);
        CallContext? context = CallContext.Current;
        string wrong = Enter(context, nameof(LookAround), objectId, depth);
        if (wrong.Length == 0 && levels > 0)
        {
            // The id by which the other one is known here is not known there, so it looks at the rest.
            wrong = other.LookAround(this, "", depth + 1, levels - 1);
        }

        return wrong.Length > 0 ? wrong : Leave(context!);
    }

    public async Task<string> LookAroundAsync(IContexts other, string objectId, int depth, int levels)
    {
        ArgumentNullException.ThrowIfNull(other);
        CallContext? context = CallContext.Current;
        string wrong = Enter(context, nameof(LookAroundAsync), objectId, depth);
        if (wrong.Length > 0)
        {
            return wrong;
        }

        Task<string> below = levels > 0 ? other.LookAroundAsync(this, "", depth + 1, levels - 1) : Task.FromResult("");
        wrong = Leave(context!);
        string found = await below;
        await Task.Yield();
        return wrong + found + AfterAwait(context!);
    }

    private static string Enter(CallContext? context, string method, string objectId, int depth)
    {
        if (context is null)
        {
            return "no context at the first instruction; ";
        }

        string wrong = "";
        if (s_left.Value != 0)
        {
            wrong += $"a value that call {s_left.Value} left; ";
        }

        s_left.Value = depth + 1;
        if (!s_seen.TryAdd(context, method))
        {
            wrong += "a context that was another call's before; ";
        }

        bool own = context.Method.Contains($".{method}(", StringComparison.Ordinal) && context.Depth == depth && (objectId.Length == 0 || context.ObjectId == objectId);
        return own ? wrong : wrong + $"the context of {context.Method} of {context.ObjectId} at depth {context.Depth} in {method} of {objectId} at depth {depth}; ";
    }

    private static string Leave(CallContext context) =>
        CallContext.Current == context ? "" : $"{CallContext.Current?.Method ?? "nothing"} before the first await of {context.Method}; ";

    private string AfterAwait(CallContext context)
    {
        CallContext? expected = flows ? context : null;
        return CallContext.Current == expected ? "" : $"{CallContext.Current?.Method ?? "nothing"} after an await of {context.Method}; ";
    }
}
