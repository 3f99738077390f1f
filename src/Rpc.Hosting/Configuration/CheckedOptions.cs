using Microsoft.Extensions.Options;

namespace Rpc.Hosting.Configuration;

/// <summary>Looks at options as a whole.</summary>
internal sealed class CheckedOptions<TOptions>(Func<TOptions, IEnumerable<string>> check) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] problems = [.. check(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
